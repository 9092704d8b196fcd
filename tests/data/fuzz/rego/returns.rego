package p

# ends in returns