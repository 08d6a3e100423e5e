#include "core/tensor/element_type.h"

#include <array>

namespace quantscope::tensor {
namespace {

struct Entry {
  ElementType type;
  std::string_view name;
  std::size_t size;
};

constexpr std::array<Entry, 12> entries{{{ElementType::f64, "f64", 8},
                                         {ElementType::f32, "f32", 4},
                                         {ElementType::f16, "f16", 2},
                                         {ElementType::bf16, "bf16", 2},
                                         {ElementType::i8, "i8", 1},
                                         {ElementType::u8, "u8", 1},
                                         {ElementType::i16, "i16", 2},
                                         {ElementType::u16, "u16", 2},
                                         {ElementType::i32, "i32", 4},
                                         {ElementType::u32, "u32", 4},
                                         {ElementType::i64, "i64", 8},
                                         {ElementType::u64, "u64", 8}}};

}  // namespace

std::size_t element_size(ElementType type) {
  return entries[static_cast<std::size_t>(type)].size;
}

std::string_view element_name(ElementType type) {
  return entries[static_cast<std::size_t>(type)].name;
}

std::optional<ElementType> element_type_from_name(std::string_view name) {
  for (const Entry& entry : entries)
    if (entry.name == name) return entry.type;
  return std::nullopt;
}

bool is_floating(ElementType type) {
  return type <= ElementType::bf16;
}

}  // namespace quantscope::tensor
