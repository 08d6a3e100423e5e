#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/storage/model_file.h"

namespace quantscope::storage {

/// Writes a model file of DESIGN §3, layout in datasets/README.md. Datasets are chunked and compressed with
/// filters that stock HDF5 has (shuffle + deflate). The file appears under its name at commit() only. Throws
/// base::Error naming file, object and reason (a full disk among them); the target stays as it was.
class ModelWriter {
 public:
  struct Header {
    std::string name;
    std::string architecture;
    std::string source;
    std::string licence;
    std::map<std::string, ConfigValue> config;
    std::string label{};  ///< see ModelFile::label()
  };

  explicit ModelWriter(const std::filesystem::path& target, const Header& header);
  ~ModelWriter();

  /// Creates a dataset at an absolute HDF5 path ("/weights/NAME"; a '/' inside NAME makes a subgroup);
  /// bfloat16 is stored as uint16 with the attribute element_type.
  void create(const std::string& path, tensor::ElementType type, const tensor::Shape& shape);
  /// Rows of the folded matrix from `first_row` on; the view's type must be the dataset's or convertible to
  /// it: float types convert among f32, f16 and bf16 (round half to even).
  void write_rows(const std::string& path, std::int64_t first_row, const tensor::TensorView& rows);
  /// Part of one row: `part` has one row and begins at `first_column`. For rows too long to hold in memory.
  void write_columns(const std::string& path, std::int64_t row, std::int64_t first_column,
                     const tensor::TensorView& part);
  /// create and write_rows in one.
  void write(const std::string& path, tensor::ElementType type, const tensor::Shape& shape,
             const tensor::TensorView& all);
  void set_attribute(const std::string& path, const std::string& attribute, const std::string& text);
  void set_attribute(const std::string& path, const std::string& attribute, double value);
  void set_attribute(const std::string& path, const std::string& attribute, std::int64_t value);
  void write_text(const std::string& name, std::string_view utf8);
  void write_tokenizer(const std::string& kind, std::string_view bytes);

  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace quantscope::storage
