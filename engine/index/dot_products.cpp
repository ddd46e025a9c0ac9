// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/dot_products.h"

// The program is built for any x86-64; this makes three versions of a function, of which the processor's is taken at
// start. Sanitizers aren't ready yet when that happens.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
#define PROPONENT_FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define PROPONENT_FOR_EACH_PROCESSOR
#endif

namespace proponent {

namespace {

constexpr std::size_t lanes = 16;

/// How many questions a row is multiplied with while it is in the registers.
constexpr std::size_t together = 4;

template <std::size_t Questions>
[[gnu::always_inline]] inline void multiply(const float *row, const float *questions, std::size_t width,
                                            float *products)
{
    float sums[Questions][lanes] = {};
    std::size_t at = 0;
    for (; at + lanes <= width; at += lanes) {
        for (std::size_t question = 0; question < Questions; ++question) {
            const float *other = questions + question * width;
#pragma omp simd
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sums[question][lane] += row[at + lane] * other[at + lane];
        }
    }
    for (std::size_t question = 0; question < Questions; ++question) {
        const float *other = questions + question * width;
        for (std::size_t rest = at; rest < width; ++rest)
            sums[question][rest - at] += row[rest] * other[rest];
        float sum = 0;
        for (const float lane : sums[question])
            sum += lane;
        products[question] = sum;
    }
}

PROPONENT_FOR_EACH_PROCESSOR
void multiplyOne(const float *row, const float *questions, std::size_t width, float *products)
{
    multiply<1>(row, questions, width, products);
}

PROPONENT_FOR_EACH_PROCESSOR
void multiplySome(const float *row, const float *questions, std::size_t width, float *products)
{
    multiply<together>(row, questions, width, products);
}

} // namespace

void dotProducts(const float *row, const float *questions, std::size_t width, std::size_t count,
                 float *products)
{
    std::size_t question = 0;
    for (; question + together <= count; question += together)
        multiplySome(row, questions + question * width, width, products + question);
    for (; question < count; ++question)
        multiplyOne(row, questions + question * width, width, products + question);
}

} // namespace proponent
