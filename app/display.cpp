#include "app/display.h"

#include <cstdlib>
#include <string>
#include <vector>

#if defined(__unix__) && !defined(__APPLE__)
#include <unistd.h>
#endif

namespace app {

#if defined(__unix__) && !defined(__APPLE__)

namespace {

// Set for the program that xvfb-run starts, so that a virtual display that does not come up ends in a sentence, not a
// loop.
constexpr const char* k_restarted = "POOLSCOPE_ON_VIRTUAL_DISPLAY";

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace

bool has_display() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }

std::string restart_on_virtual_display(int argc, char** argv) {
    if (is_set(k_restarted)) return "the virtual display did not start; look at the output of: xvfb-run -a true";
    setenv(k_restarted, "1", 1);
    const std::vector<std::string> words{"xvfb-run", "-a", "-s", "-screen 0 1920x1200x24"};
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    for (int i = 0; i < argc; ++i) arguments.push_back(argv[i]);
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    unsetenv(k_restarted);
    return "there is no display, and xvfb-run is not installed; install xvfb (on Debian: apt-get install xvfb xauth)";
}

#else

bool has_display() { return true; }

std::string restart_on_virtual_display(int, char**) { return "no virtual display is known on this system"; }

#endif

}  // namespace app
