// Only in builds with the address sanitizer. Graphics drivers are unloaded before leaks are looked for, and what they
// still hold is then reported without a name. Keeping them loaded lets the sanitizer see that it is still reachable.
extern "C" int dlclose(void*) { return 0; }
