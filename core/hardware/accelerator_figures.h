#pragma once

#include <string>
#include <utility>

#include "core/hardware/accelerator.h"

namespace quantscope::hardware {

/// What values a figure may have.
enum class FigureRange { positive, not_negative, fraction, whole };
inline constexpr double largest_fraction = 1.2;  ///< of FigureRange::fraction: measured shares can exceed 1

/// The place of a figure in an accelerator: its path in the JSON file ("memory.dram.bandwidth"), for people,
/// and its unit ("B/s").
struct FigurePlace {
  std::string path;
  std::string label;
  std::string unit;
  FigureRange range = FigureRange::positive;
};

namespace figures {

template <typename Visit, typename Part>
void of_achievable(const std::string& path, Part& part, Visit& visit) {
  using enum FigureRange;
  visit({path + "compute", "achievable part of peak compute", "", fraction}, part.compute);
  visit({path + "compute_low", "its lower bound", "", fraction}, part.compute_low);
  visit({path + "compute_high", "its upper bound", "", fraction}, part.compute_high);
  visit({path + "bandwidth", "achievable part of peak bandwidth", "", fraction}, part.bandwidth);
  visit({path + "bandwidth_low", "its lower bound", "", fraction}, part.bandwidth_low);
  visit({path + "bandwidth_high", "its upper bound", "", fraction}, part.bandwidth_high);
  visit({path + "floor_s", "time of an empty kernel", "s", not_negative}, part.floor_s);
}

template <typename Visit, typename Part>
void of_link(const std::string& path, Part& part, Visit& visit) {
  visit({path + "start_s", "start of an all-reduce", "s", FigureRange::not_negative}, part.start_s);
  visit({path + "hop_s", "latency of a hop", "s", FigureRange::not_negative}, part.hop_s);
  visit({path + "bandwidth", "bus bandwidth", "B/s"}, part.bandwidth);
}

template <typename Visit, typename Part>
void of_systolic(const std::string& path, Part& part, Visit& visit) {
  using enum FigureRange;
  visit({path + "rows", "rows", "", whole}, part.rows);
  visit({path + "columns", "columns", "", whole}, part.columns);
  visit({path + "arrays", "arrays", "", whole}, part.arrays);
  visit({path + "clock_hz", "clock", "Hz"}, part.clock_hz);
  visit({path + "unit_weight_bits", "weight bits of a unit", "bits", whole}, part.unit_weight_bits);
  visit({path + "unit_activation_bits", "activation bits of a unit", "bits", whole},
        part.unit_activation_bits);
  visit({path + "channel_groups", "channel groups", "", whole}, part.channel_groups);
  visit({path + "cycles_per_group", "cycles at a group boundary", "cycles", not_negative},
        part.cycles_per_group);
}

template <typename Visit, typename Part>
void of_tiles(const std::string& path, Part& part, Visit& visit) {
  using enum FigureRange;
  visit({path + "decode_rows", "rows in decode", "", whole}, part.decode_rows);
  visit({path + "decode_columns", "columns in decode", "", whole}, part.decode_columns);
  visit({path + "prefill_rows", "rows in prefill", "", whole}, part.prefill_rows);
  visit({path + "prefill_columns", "columns in prefill", "", whole}, part.prefill_columns);
  visit({path + "dot_product", "products of a unit", "", whole}, part.dot_product);
  visit({path + "clock_hz", "clock", "Hz"}, part.clock_hz);
  visit({path + "unit_pj", "energy of a unit and cycle", "pJ"}, part.unit_pj);
  visit({path + "placement_factor", "factor of placement and routing", ""}, part.placement_factor);
  visit({path + "weight_buffer_bytes", "weight buffer", "B"}, part.weight_buffer_bytes);
  visit({path + "input_buffer_bytes", "input buffer", "B"}, part.input_buffer_bytes);
}

template <typename Visit, typename Part>
void of_eyeriss(const std::string& path, Part& part, Visit& visit) {
  using enum FigureRange;
  visit({path + "units", "processing units (a mapping uses fewer)", "", whole}, part.units);
  visit({path + "input_registers", "input registers of a unit", "words", whole}, part.input_registers);
  visit({path + "output_registers", "output registers of a unit", "words", whole}, part.output_registers);
  visit({path + "weight_registers", "weight registers of a unit", "words", whole}, part.weight_registers);
  visit({path + "buffer_words", "global buffer", "words", whole}, part.buffer_words);
  visit({path + "clock_hz", "clock", "Hz"}, part.clock_hz);
  visit({path + "multiply_pj", "multiply", "pJ"}, part.multiply_pj);
  visit({path + "add_pj", "add", "pJ"}, part.add_pj);
  visit({path + "shift_pj", "shift", "pJ"}, part.shift_pj);
  visit({path + "lookup_pj", "table look-up", "pJ"}, part.lookup_pj);
  visit({path + "dram_word_pj", "DRAM, 16 bits", "pJ", not_negative}, part.dram_word_pj);
  visit({path + "buffer_word_pj", "global buffer, 16 bits", "pJ", not_negative}, part.buffer_word_pj);
  visit({path + "network_word_pj", "network, 16 bits", "pJ", not_negative}, part.network_word_pj);
  visit({path + "network_sum_pj", "network, partial sum", "pJ", not_negative}, part.network_sum_pj);
  visit({path + "register_word_pj", "register, 16 bits", "pJ", not_negative}, part.register_word_pj);
  visit({path + "register_weight_pj", "weight register, 16 bits", "pJ", not_negative},
        part.register_weight_pj);
}

template <typename Visit, typename Part>
void of_submatrix(const std::string& path, Part& part, Visit& visit) {
  using enum FigureRange;
  visit({path + "clusters", "clusters", "", whole}, part.clusters);
  visit({path + "units_per_cluster", "units of a cluster", "", whole}, part.units_per_cluster);
  visit({path + "unit_rows", "rows of a unit", "", whole}, part.unit_rows);
  visit({path + "unit_columns", "columns of a unit", "", whole}, part.unit_columns);
  visit({path + "clock_hz", "clock", "Hz"}, part.clock_hz);
  visit({path + "rows", "rows of a sub-matrix", "", whole}, part.rows);
  visit({path + "columns", "columns of a sub-matrix", "", whole}, part.columns);
  visit({path + "source_share", "source sub-matrices of all", "", fraction}, part.source_share);
  visit({path + "scalar_bits", "bits of a scaling factor", "bits", whole}, part.scalar_bits);
}

}  // namespace figures

/// Calls visit(FigurePlace, Figure& or std::optional<Figure>&) for every number of the accelerator: the one
/// list that reading, writing, the form, sensitivities and sweeps share. Sections that are absent are passed
/// over.
template <typename AcceleratorType, typename Visit>
void visit_figures(AcceleratorType& a, Visit visit) {
  using enum FigureRange;
  for (auto& rate : a.rates)
    visit({"rates." + format_name(rate.format), format_name(rate.format) + " rate", "op/s"},
          rate.operations_per_second);
  visit({"vector_rate", "rate beside matrix products", "op/s"}, a.vector_rate);
  for (auto& level : a.memory) {
    const std::string path = "memory." + level.id + ".";
    visit({path + "capacity_bytes", level.id + " capacity", "B"}, level.capacity_bytes);
    visit({path + "bandwidth", level.id + " bandwidth", "B/s"}, level.bandwidth);
    visit({path + "tile", level.id + " tile", "", whole}, level.tile);
    visit({path + "energy_pj_per_bit", level.id + " energy", "pJ/bit", not_negative},
          level.energy_pj_per_bit);
  }
  for (auto& [kernel, part] : a.achievable)
    figures::of_achievable(std::string("achievable.") + kernel_class_name(kernel) + ".", part, visit);
  if (a.board) {
    visit({"board.fixed_w", "power at rest under load", "W", not_negative}, a.board->fixed_w);
    visit({"board.compute_w", "power of full compute", "W", not_negative}, a.board->compute_w);
    visit({"board.bandwidth_w", "power of full bandwidth", "W", not_negative}, a.board->bandwidth_w);
    visit({"board.limit_w", "power limit", "W"}, a.board->limit_w);
  }
  visit({"node_nm", "process", "nm"}, a.node_nm);
  visit({"supply_v", "supply", "V"}, a.supply_v);
  for (auto& [format, energy] : a.mac_pj)
    visit({"mac_pj." + format_name(format), format_name(format) + " MAC energy", "pJ"}, energy);
  visit({"sparse_rate_factor", "rate of 2:4 sparse products", ""}, a.sparse_rate_factor);
  visit({"link_devices", "devices on the link", "", whole}, a.link_devices);
  if (a.link) figures::of_link("link.", *a.link, visit);
  if (a.network) figures::of_link("network.", *a.network, visit);
  visit({"link_pj_per_bit", "energy of the link", "pJ/bit", not_negative}, a.link_pj_per_bit);
  if (a.systolic) figures::of_systolic("systolic.", *a.systolic, visit);
  if (a.tiles) figures::of_tiles("tiles.", *a.tiles, visit);
  if (a.eyeriss) figures::of_eyeriss("eyeriss.", *a.eyeriss, visit);
  if (a.submatrix) figures::of_submatrix("submatrix.", *a.submatrix, visit);
  if (a.in_memory) {
    visit({"in_memory.bandwidth", "bandwidth inside the memory", "B/s"}, a.in_memory->bandwidth);
    visit({"in_memory.minimum_batch", "least batch for two sub-batches", "", whole},
          a.in_memory->minimum_batch);
  }
  if (a.contraction) {
    visit({"contraction.slices", "slices", "", whole}, a.contraction->slices);
    visit({"contraction.width", "products of a slice and cycle", "", whole}, a.contraction->width);
  }
  if (a.llm_viewer) {
    visit({"llm_viewer.bandwidth", "LLM-Viewer's bandwidth", "B/s"}, a.llm_viewer->bandwidth);
    visit({"llm_viewer.f16", "LLM-Viewer's f16 rate", "op/s"}, a.llm_viewer->f16);
    visit({"llm_viewer.int8", "LLM-Viewer's int8 rate", "op/s"}, a.llm_viewer->int8);
    visit({"llm_viewer.f16_fixed", "its f16 rate, fixed mode", "op/s"}, a.llm_viewer->f16_fixed);
    visit({"llm_viewer.int4", "its int4 rate, fixed mode", "op/s"}, a.llm_viewer->int4);
    visit({"llm_viewer.on_chip_bytes", "LLM-Viewer's on-chip buffer", "B"}, a.llm_viewer->on_chip_bytes);
  }
}

/// Empty where the value suits the place, else what would.
std::string why_unsuitable(FigureRange range, double value);

/// The figure at a path; nullptr where there is none.
Figure* find_figure(Accelerator& accelerator, const std::string& path);

}  // namespace quantscope::hardware
