#pragma once

#include "core/base/job.h"
#include "core/kernels/attention_rows.h"

namespace quantscope::kernels {

// What attention() chooses from.
void plain_attention(const AttentionCall& call, const base::Job& job);
void flash_attention(const AttentionCall& call, const base::Job& job);

}  // namespace quantscope::kernels
