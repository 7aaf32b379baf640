#!/bin/sh
# Says whether windows can be shown here: yes or no.
if [ "$(uname)" != Linux ] || [ -n "$DISPLAY$WAYLAND_DISPLAY" ]; then
    echo yes
else
    echo no
fi
