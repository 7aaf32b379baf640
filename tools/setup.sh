#!/usr/bin/env bash
# Makes a fresh checkout ready, on a bare Debian or Ubuntu without any other help:
#   tools/setup.sh python [PYTHON]   .venv with everything in it
#   tools/setup.sh qt                the system libraries that Qt's window needs
# Where something can't be done, one sentence says what to do.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv

refuse() {
    echo "$*" >&2
    exit 1
}

# The Debian package that holds each library Qt asks for.
package_of() {
    case $1 in
        libEGL.so.1) echo libegl1 ;;
        libGL.so.1) echo libgl1 ;;
        libGLX.so.0) echo libglx0 ;;
        libOpenGL.so.0) echo libopengl0 ;;
        libX11.so.6) echo libx11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 ;;
        libdbus-1.so.3) echo libdbus-1-3 ;;
        libdrm.so.2) echo libdrm2 ;;
        libfontconfig.so.1) echo libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
        libwayland-client.so.0) echo libwayland-client0 ;;
        libwayland-cursor.so.0) echo libwayland-cursor0 ;;
        libxcb.so.1) echo libxcb1 ;;
        libxcb-cursor.so.0) echo libxcb-cursor0 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 ;;
        libxcb-image.so.0) echo libxcb-image0 ;;
        libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
        libxcb-randr.so.0) echo libxcb-randr0 ;;
        libxcb-render.so.0) echo libxcb-render0 ;;
        libxcb-render-util.so.0) echo libxcb-render-util0 ;;
        libxcb-shape.so.0) echo libxcb-shape0 ;;
        libxcb-shm.so.0) echo libxcb-shm0 ;;
        libxcb-sync.so.1) echo libxcb-sync1 ;;
        libxcb-util.so.1) echo libxcb-util1 ;;
        libxcb-xfixes.so.0) echo libxcb-xfixes0 ;;
        libxcb-xinerama.so.0) echo libxcb-xinerama0 ;;
        libxcb-xkb.so.1) echo libxcb-xkb1 ;;
        libxkbcommon.so.0) echo libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
        libz.so.1) echo zlib1g ;;
        libzstd.so.1) echo libzstd1 ;;
        *) return 1 ;;
    esac
}

# Installs Debian packages where we may; says how to where we may not.
install_packages() {
    local why=$1 as_root=(env)
    shift
    if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi
    if ! command -v apt-get >/dev/null; then
        refuse "$why: install what your system calls $*, then run make again."
    fi
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        refuse "$why: run 'sudo apt-get install $*', then run make again."
    fi
    echo "$why: installing $*"
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || true # an old list may do
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "$@" >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        refuse "$why, and apt-get could not install them (its last words are above):" \
            "install $*, then run make again."
    fi
}

# The first Python that will do; versions that were tried come before later ones.
choose_python() {
    local name
    if [ -n "$1" ]; then
        accepts "$1" 11 99 || refuse "$1 is not a Python 3.11 or later that starts."
        echo "$1"
        return
    fi
    for name in python3 python3.13 python3.12 python3.11; do
        if accepts "$name" 11 13; then echo "$name" && return; fi
    done
    if accepts python3 14 99; then echo python3 && return; fi
    return 1
}

accepts() {
    "$1" -c "import sys; sys.exit(not (3, $2) <= sys.version_info[:2] <= (3, $3))" \
        2>/dev/null
}

# A .venv that works is kept; PYTHON=, where given, must be what it was made with.
make_venv() {
    local python=$1 package
    if works_here && { [ -z "$2" ] || same_version "$python"; }; then return; fi
    if [ -e $venv ] && [ ! -e $venv/pyvenv.cfg ]; then
        refuse "$venv is there but is no Python environment: move it away first."
    fi
    if ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
        package=$("$python" -c "import sys; print('python%d.%d-venv' % sys.version_info[:2])")
        install_packages "Python's venv module is missing" "$package"
    fi
    rm -rf $venv
    "$python" -m venv $venv || refuse "$python could not make $venv here."
}

# Programs of an environment start only where it was made.
works_here() {
    grep -qsF "$PWD/$venv/bin/python" $venv/bin/pip && accepts $venv/bin/python 11 99
}

same_version() {
    local version='import sys; print(sys.version_info[:2])'
    [ "$($venv/bin/python -c "$version")" = "$("$1" -c "$version")" ]
}

set_up_python() {
    local python
    if ! python=$(choose_python "$1"); then
        [ -z "$1" ] || exit 1
        install_packages "There is no Python 3.11 or later" python3 python3-venv
        python=$(choose_python "") ||
            refuse "Python 3.11 or later is needed: install it, then run make PYTHON=its path."
    fi
    make_venv "$python" "$1"
    echo "Installing the packages that FOI Redactor is built on (about 350 MB, some minutes)"
    if ! $venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        -c constraints.txt -e '.[dev]'; then
        refuse "pip could not install the packages (its reason is above): check the network," \
            "or pip's proxy and index settings ('pip config list'), then run make again."
    fi
    echo "$PWD" >$venv/ready
}

# The libraries that the parts of Qt we load ask for and the system does not have.
missing_libraries() {
    local qt
    qt=$($venv/bin/python -c "import PySide6; print(PySide6.__path__[0])")
    for part in "$qt"/Qt{Core,Gui,Widgets}.abi3.so \
        "$qt"/Qt/plugins/platforms/libq{offscreen,xcb,wayland}.so; do
        ldd "$part" 2>/dev/null || true
    done | sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p' | sort -u
}

set_up_qt() {
    local library unknown=() packages=()
    if [ "$(uname)" != Linux ]; then return; fi
    for library in $(missing_libraries); do
        if package_of "$library" >/dev/null; then
            packages+=("$(package_of "$library")")
        else
            unknown+=("$library")
        fi
    done
    if [ ${#packages[@]} -gt 0 ]; then
        mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
        install_packages "Qt needs system libraries that are not there" "${packages[@]}"
        unknown=()
        for library in $(missing_libraries); do unknown+=("$library"); done
    fi
    if [ ${#unknown[@]} -gt 0 ]; then
        refuse "Qt needs ${unknown[*]}: install the packages that hold them, then run make again."
    fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
case ${1-} in
    python) set_up_python "${2-}" ;;
    qt)
        set_up_qt
        touch $venv/qt-ready
        ;;
    *) refuse "Say 'python' or 'qt'." ;;
esac
