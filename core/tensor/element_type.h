#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace quantscope::tensor {

/// Element types of tensors in files and in memory. Little-endian in memory.
enum class ElementType { f64, f32, f16, bf16, i8, u8, i16, u16, i32, u32, i64, u64 };

/// Bytes of one element.
std::size_t element_size(ElementType type);
/// "f32", "bf16", …: the names used in files, tables and on the command line.
std::string_view element_name(ElementType type);
std::optional<ElementType> element_type_from_name(std::string_view name);
bool is_floating(ElementType type);

}  // namespace quantscope::tensor
