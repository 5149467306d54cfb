# Shared by ./sextant, ./test and build/publish. They set `root` first.
artifacts=$root/artifacts

# A build needs a home folder for its package cache. Where there is none, it gets one that is ours.
ensure_home() {
  if [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ]; then
    HOME=$artifacts/home
    export HOME
    mkdir -p "$HOME"
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  # A build server would outlive the command and hold on to its output.
  export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
}

require_sdk() {
  if ! command -v dotnet >/dev/null 2>&1; then
    echo "${0##*/}: the .NET 10 SDK is missing: install it and put dotnet on the PATH" >&2
    exit 2
  fi
}

# ensure_program NAME [PACKAGE]: installs the Debian package, which is called like the program unless it is named, where the
# program is not there. Never fails: whoever needs it says so itself, in its own words.
ensure_program() {
  package=${2:-$1}
  if command -v "$1" >/dev/null 2>&1; then
    return 0
  fi
  if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    echo "${0##*/}: $1 is missing: install it, for instance with \`sudo apt-get install $1\` or \`brew install $1\`" >&2
    return 0
  fi
  echo "${0##*/}: installing $1" >&2
  apt_install "$package" || { apt-get update -qq >/dev/null 2>&1; apt_install "$package"; } ||
    echo "${0##*/}: $1 could not be installed: install it by hand" >&2
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$1" >/dev/null 2>&1 </dev/null
}
