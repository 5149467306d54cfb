# Shared by ./sextant and build/publish. They set `root` and `artifacts` first.

# True when there is no build, or a source was changed, added or removed since it began; sets `app` to its folder.
# The pages of the codes are part of the program. A removal shows in the folder that held the file; the compiler's own
# folders change on every build and do not count.
is_stale() {
  app=
  { read -r app <"$artifacts/current"; } 2>/dev/null || return 0
  app=$artifacts/$app
  [ -e "$app/began" ] || return 0
  [ -n "$(find "$root/src" "$root/docs/errors" "$root/docs/errors.md" "$root/Directory.Build.props" \
    "$root/Directory.Packages.props" "$root/global.json" \
    \( -name bin -o -name obj \) -prune -o -newer "$app/began" -print 2>/dev/null)" ]
}
