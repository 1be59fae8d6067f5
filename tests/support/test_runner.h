// Runs the Catch2 tests of this program, for a main of one's own.
#pragma once

int run_tests(int argc, char** argv);
