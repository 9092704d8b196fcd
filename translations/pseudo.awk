# Makes the pseudo-language: every translation is its source in brackets, 40 % longer. One string a line, as lupdate
# writes them.
function longer(text,    plain, want, pad) {
    plain = text
    gsub(/&[a-z]+;/, "x", plain)
    want = int(length(plain) * 0.4) + 1
    pad = ""
    while (length(pad) < want) pad = pad substr("one two three four five six seven eight nine ten ", 1, want - length(pad))
    return "[" text " " pad "]"
}
/<TS / { sub(/language="[^"]*"/, "language=\"en\"") }
/<source>/ {
    source = $0
    sub(/.*<source>/, "", source)
    sub(/<\/source>.*/, "", source)
}
/<translation.*<\/translation>/ { print "        <translation>" longer(source) "</translation>"; next }
/<translation/ { sub(/ type="[a-z]*"/, "") }
/<numerusform/ { print "            <numerusform>" longer(source) "</numerusform>"; next }
{ print }
