# Fills the English plurals that nobody has written yet: `%n agent(s)` becomes `%n agent` and `%n agents`. Verbs and other
# irregular forms are corrected by hand; what is written stays.
/<source>/ {
    source = $0
    sub(/.*<source>/, "", source)
    sub(/<\/source>.*/, "", source)
    form = 0
}
/<translation type="unfinished">/ { sub(/ type="unfinished"/, "") }
/<numerusform><\/numerusform>/ {
    text = source
    many = form++ > 0
    gsub(/\(s\)/, many ? "s" : "", text)
    gsub(/\(es\)/, many ? "es" : "", text)
    print "            <numerusform>" text "</numerusform>"
    next
}
{ print }
