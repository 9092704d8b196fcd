# Reads `file:line:#include ...` lines; the tables are named by the variables table, exceptions and links.

function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }

function readTable(    line, section, colon, key) {
    while ((getline line < table) > 0) {
        sub(/#.*/, "", line)
        line = trim(line)
        if (line == "") continue
        if (line ~ /^\[/) { section = substr(line, 2, length(line) - 2); continue }
        # A library's name has colons of its own: the row's is the last one before its list.
        colon = match(line, /:( |$)/)
        key = substr(line, 1, colon - 1)
        rows[section, key] = trim(substr(line, colon + 1))
        keys[section] = keys[section] " " key
    }
    if (!("folders" in keys)) { print "cannot read " table; bad = 1 }
}

# Whether path is one of the folders of the list, or lies in one.
function within(path, list,    names, count, i) {
    count = split(list, names, " ")
    for (i = 1; i <= count; ++i)
        if (path == names[i] || index(path, names[i] "/") == 1) return 1
    return 0
}

# The row of [folders] that holds this file, the longest one.
function folderOf(path,    names, count, i, best) {
    count = split(keys["folders"], names, " ")
    best = ""
    for (i = 1; i <= count; ++i)
        if (index(path "/", names[i] "/") == 1 && length(names[i]) > length(best)) best = names[i]
    return best
}

function complain(where, key, sentence) {
    if (key in excepted) { excepted[key] = 1; return }
    print where ": " sentence
    ++bad
}

function checkProject(where, file, folder, header,    target, key) {
    key = file " " header
    target = folderOf(header)
    edges[file] = edges[file] " " header
    if (target == "")
        complain(where, key, "`" header "` is in no folder of layers.txt; includes are relative to the root of the tree")
    else if (target != folder && !within(target, rows["folders", folder]))
        complain(where, key, folder " may not include " target " (`" header "`)")
    if (header ~ /_p\.h$/ && target != folder && folder != "tests" && folder != "tests/fuzz")
        complain(where, key, "`" header "` is private to " target)
}

function checkForeign(where, file, header,    names, count, i, name, matches) {
    count = split(keys["headers"], names, " ")
    for (i = 1; i <= count; ++i) {
        name = names[i]
        if (name ~ /\*$/) matches = index(header, substr(name, 1, length(name) - 1)) == 1
        else matches = header == name
        if (matches && !within(file, rows["headers", name]))
            complain(where, file " " header, "only " rows["headers", name] " may include <" header ">")
    }
}

function checkClosure(root,    queue, first, last, names, count, i, seen, reached, folder) {
    queue[1] = root
    first = last = 1
    seen[root] = 1
    for (; first <= last; ++first) {
        count = split(edges[queue[first]], names, " ")
        for (i = 1; i <= count; ++i) {
            reached = names[i]
            if (reached in seen) continue
            seen[reached] = 1
            queue[++last] = reached
            folder = folderOf(reached)
            if (folder != "" && !within(folder, rows["closures", root]))
                complain(root, root " " reached, "lets its users see " folder " (`" reached "`, included by " queue[first] ")")
        }
    }
}

function folderOfLibrary(library) {
    if (library ~ /^countersign_ui_/) return "ui/" substr(library, 16)
    if (library == "countersign_console") return "app/console"
    if (library == "countersign_sample") return "app/sample"
    return "core/" substr(library, 13)
}

function checkLinks(    line, parts, count, i, folder, library, target) {
    while ((getline line < links) > 0) {
        count = split(line, parts, " ")
        if (count == 0) continue
        folder = folderOf(parts[1])
        if (folder == "") { complain(links, links " " parts[1], parts[1] " is in no folder of layers.txt"); continue }
        for (i = 2; i <= count; ++i) {
            library = parts[i]
            if (library == "countersign_flags") continue
            if (library ~ /^countersign_/) {
                target = folderOf(folderOfLibrary(library))
                if (target == "" || (target != folder && !within(target, rows["folders", folder])))
                    complain(parts[1], parts[1] " " library, folder " may not link " library)
            } else if (!(("libraries" SUBSEP library) in rows))
                complain(parts[1], parts[1] " " library, library " is not in layers.txt: say there who may link it")
            else if (!within(folder, rows["libraries", library]))
                complain(parts[1], parts[1] " " library, folder " may not link " library)
        }
    }
}

BEGIN {
    readTable()
    while ((getline line < exceptions) > 0) {
        sub(/#.*/, "", line)
        line = trim(line)
        if (line != "") excepted[line] = 0
    }
}

{
    file = $0
    sub(/:.*/, "", file)
    where = $0
    sub(/:[ \t]*#.*/, "", where)
    header = $0
    sub(/^[^#]*#[ \t]*include[ \t]*/, "", header)
    quoted = header ~ /^"/
    header = substr(header, 2)
    sub(/[">].*/, "", header)
    folder = folderOf(file)
    ++lines
    if (folder == "") complain(where, file " " header, "this folder is not in layers.txt: say there what it may include")
    else if (quoted && header ~ /\.moc$/ && header !~ /\//) next
    else if (quoted || header ~ /^(core|app|ui|tests)\//) checkProject(where, file, folder, header)
    else checkForeign(where, file, header)
}

END {
    count = split(keys["closures"], roots, " ")
    for (i = 1; i <= count; ++i) checkClosure(roots[i])
    checkLinks()
    for (key in excepted)
        if (!excepted[key]) { print exceptions ": `" key "` is no longer needed: delete the line"; ++bad }
    if (!lines) { print "no include line was found"; ++bad }
    print lines + 0 " include lines, " bad + 0 " complaints"
    exit bad > 0
}
