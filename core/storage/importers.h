#pragma once

#include "core/storage/import_sink.h"
#include "core/storage/safetensors_file.h"

namespace quantscope::storage {

// One importer a format; import_model() chooses. All throw and leave the target as it does.

struct ImportRequest {
  std::filesystem::path source;
  std::filesystem::path target;
  ImportOptions options;
  base::Job job;
};

ImportResult import_safetensors(const ImportRequest& request);
ImportResult import_huggingface_folder(const ImportRequest& request);
ImportResult import_npy(const ImportRequest& request);
ImportResult import_npz(const ImportRequest& request);
ImportResult import_llama2c(const ImportRequest& request);

/// All tensors of one file into the sink; the file's metadata "text", "first_token", "windows" and
/// "tokens_per_window" become attributes of its activations.
void add_safetensors(ImportSink& sink, SafetensorsFile& file);

/// The model's name: the one asked for, else `fallback`.
std::string model_name(const ImportOptions& options, const std::filesystem::path& fallback);

/// True where a file is as long as a llama2.c file with such a header, legacy or versioned.
bool looks_like_llama2c(std::string_view first_bytes, std::uint64_t file_bytes);

}  // namespace quantscope::storage
