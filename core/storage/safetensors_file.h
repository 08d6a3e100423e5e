#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/storage/source_file.h"
#include "core/tensor/tensor.h"

namespace quantscope::storage {

/// The header of a safetensors file, checked: 8 bytes length, JSON of that length, then the tensors' bytes.
/// Format: https://github.com/huggingface/safetensors#format. Throws base::Error where a length, an offset, a
/// type or a shape is wrong, where two tensors overlap or have one name.
class SafetensorsFile {
 public:
  enum class Encoding { plain, float8_e4m3fn, float8_e5m2 };

  struct Entry {
    std::string name;
    tensor::ElementType type =
        tensor::ElementType::f32;  ///< in memory; f16 of the 8-bit floats, which is exact
    Encoding encoding = Encoding::plain;
    tensor::Shape shape;
    std::uint64_t offset = 0;  ///< in the file
    std::uint64_t bytes = 0;   ///< in the file
  };

  explicit SafetensorsFile(const std::filesystem::path& path);

  const std::vector<Entry>& entries() const { return entries_; }  ///< in the order of their bytes
  const std::map<std::string, std::string>& metadata() const { return metadata_; }
  const std::filesystem::path& path() const { return file_.path(); }
  std::uint64_t data_bytes() const;
  /// `count` elements from element `first` on, in the entry's type.
  void read(const Entry& entry, std::int64_t first, std::int64_t count, std::byte* out);

  /// True where the first bytes look like such a file.
  static bool looks_like(std::string_view first_bytes);

 private:
  void read_header();
  void require_no_overlap() const;

  SourceFile file_;
  std::vector<Entry> entries_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace quantscope::storage
