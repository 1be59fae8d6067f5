// Overloaded: one callable of several lambdas, for std::visit: one case for each alternative.
#pragma once

namespace app {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace app
