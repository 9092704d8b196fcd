# Sourced by the lints. lint_files ROOT PATTERN...: the files of the tree that belong to the project, relative to ROOT:
# what git tracks or would track, or every file where there is no repository.
lint_files() {
  (
    cd "$1" || exit 1
    shift
    if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ]; then
      git ls-files --cached --others --exclude-standard -- "$@"
    else
      for pattern in "$@"; do
        find . -type d \( -name build -o -name node_modules -o -name .git \) -prune -o -type f -name "$pattern" -print
      done | sed 's,^\./,,'
    fi | sort -u | while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done
  )
}
