#include "core/storage/hdf5_text.h"

#include "core/base/error.h"

namespace quantscope::storage {
namespace {

/// Documents beyond this are refused.
constexpr hssize_t most_bytes = hssize_t{1} << 30;

struct Content {
  Handle type;
  Handle space;
  H5T_class_t kind = H5T_NO_CLASS;
  hssize_t count = -1;
};

Content content_of(hid_t dataset) {
  Content content;
  content.type = Handle(H5Dget_type(dataset), H5Tclose);
  content.space = Handle(H5Dget_space(dataset), H5Sclose);
  if (!content.type || !content.space) return content;
  content.kind = H5Tget_class(content.type.get());
  content.count = H5Sget_simple_extent_npoints(content.space.get());
  return content;
}

bool is_document(const Content& content) {
  if (content.kind == H5T_INTEGER)
    return H5Tget_size(content.type.get()) == 1 && H5Sget_simple_extent_ndims(content.space.get()) == 1;
  return (content.kind == H5T_STRING || content.kind == H5T_OPAQUE) && content.count == 1;
}

}  // namespace

bool holds_text(hid_t dataset) {
  return is_document(content_of(dataset));
}

std::string read_bytes(hid_t file, const std::string& path, const std::string& file_name) {
  const std::string where = place(file_name, path);
  const Handle dataset = checked(H5Dopen2(file, path.c_str(), H5P_DEFAULT), H5Dclose, "cannot open", where);
  const Content content = content_of(dataset.get());
  if (!is_document(content)) throw base::Error("neither one text nor a list of bytes", where);
  const hid_t type = content.type.get();
  if (content.kind == H5T_STRING && H5Tis_variable_str(type) > 0) {
    char* text = nullptr;
    checked(H5Dread(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &text), "cannot read", where);
    std::string result = text ? text : "";
    H5free_memory(text);
    return result;
  }
  const std::size_t element = H5Tget_size(type);
  if (content.count > most_bytes || element > static_cast<std::size_t>(most_bytes))
    throw base::Error("too large for a text", where);
  std::string bytes(static_cast<std::size_t>(content.count) * element, '\0');
  checked(H5Dread(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), "cannot read", where);
  if (content.kind == H5T_STRING) bytes.resize(std::min(bytes.size(), bytes.find('\0')));
  return bytes;
}

}  // namespace quantscope::storage
