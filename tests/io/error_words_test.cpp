// Errors from tables of words: places, the system's reasons, and what io says with them.
#include "core/error_words.h"

#include <cerrno>
#include <system_error>

#include "app/io/sentences.h"
#include "support/catch.h"

TEST_CASE("error words: places are filled by name") {
    const core::Places values{{"n", "3"}, {"of", "4"}, {"text", "{n}"}};
    CHECK(core::fill_places("{n} of {of}: {text}.", values) == "3 of 4: {n}.");
    CHECK(core::fill_places("{n}{n}", values) == "33");
    CHECK(core::fill_places("a {missing} b", values) == "a {missing} b");
    CHECK(core::fill_places("a { b", values) == "a { b");
    CHECK(core::fill_places("", values).empty());
}

TEST_CASE("error words: an Error carries its English, its key and its values") {
    const core::Error error =
        io::error("error.file_too_large", "a.csv", {{"bytes", "9"}, {"most", "8"}}, core::Error::Kind::not_my_format);
    CHECK(error.sentence() == "a.csv: has 9 bytes; at most 8 are read");
    CHECK(error.key == "error.file_too_large");
    CHECK(error.args == core::Places{{"bytes", "9"}, {"most", "8"}});
    CHECK(error.kind == core::Error::Kind::not_my_format);
}

TEST_CASE("error words: a reason is a key, and in English what the system says") {
    const core::Error locked = io::system_error("error.file_cannot_open", "a", EACCES);
    CHECK(locked.what == "cannot be opened (" + std::generic_category().message(EACCES) + ")");
    CHECK(locked.args == core::Places{{"reason", "reason.permission_denied"}});
    CHECK(core::reason(std::error_code(EACCES, std::system_category())) == "reason.permission_denied");
    const core::Error strange = io::system_error("error.file_cannot_open", "a", EXDEV);
    CHECK(strange.what == "cannot be opened (" + std::generic_category().message(EXDEV) + ")");
    // Only the place {reason} takes a key: a file may be called like one.
    const core::Error folder = io::error("error.target_no_folder", "a", {{"folder", "reason.busy"}});
    CHECK(folder.what == "the folder reason.busy does not exist");
}

#ifdef __linux__
TEST_CASE("error words: the reasons are in the system's own words") {
    for (const int code : {ENOENT, EACCES, EPERM, ENOSPC, EROFS, EIO, EMFILE, ENAMETOOLONG, ELOOP, EFBIG, ENOTDIR,
                           EISDIR, ENOMEM, EAGAIN, EBUSY, ENOEXEC}) {
        const std::string key = core::reason(code);
        CAPTURE(code, key);
        REQUIRE(key.starts_with("reason."));
        const core::Error error = io::system_error("error.file_cannot_open", "", code);
        CHECK(error.what == "cannot be opened (" + std::generic_category().message(code) + ")");
    }
}
#endif
