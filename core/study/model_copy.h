#pragma once

#include <string>

#include "core/base/job.h"
#include "core/storage/model_file.h"
#include "core/storage/model_writer.h"

namespace quantscope::study {

// What a model file that is made of another has in common with it. Throw base::Error, base::Cancelled.

/// Name, architecture, source, licence, configuration and label.
storage::ModelWriter::Header header_of(const storage::ModelFile& source);
/// One tensor with its attributes, tile by tile.
void copy_tensor(const storage::ModelFile& source, const storage::TensorInfo& info,
                 storage::ModelWriter& writer, const base::Job& job = {});
void copy_texts_and_tokenizer(const storage::ModelFile& source, storage::ModelWriter& writer);

}  // namespace quantscope::study
