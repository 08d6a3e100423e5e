#pragma once

#include <QApplication>
#include <QUndoStack>
#include <memory>

#include "app/gui/document.h"
#include "app/gui/workspace.h"
#include "core/base/job.h"
#include "widgets/job_bar.h"
#include "widgets/message_bar.h"

namespace quantscope::tests {

/// A workspace without the window: what the window does when a file is opened and a tensor is chosen.
struct BareWorkspace {
  widgets::MessageBar messages;
  widgets::JobBar jobs;
  gui::Workspace workspace{&messages, &jobs};

  explicit BareWorkspace(const QString& path) {
    const auto document = gui::Document::open(path);
    workspace.set_document(
        document, std::make_shared<gui::StatisticsStore>(document, QString(), std::uint64_t{64} << 20),
        std::make_shared<gui::SiteCache>(std::uint64_t{1} << 30));
    QObject::connect(&workspace, &gui::Workspace::tensorAsked, &workspace,
                     [this](int tensor) { select(tensor); });
  }

  int tensor(const std::string& name) const {
    const auto& tensors = workspace.document()->tensors();
    for (std::size_t i = 0; i < tensors.size(); ++i)
      if (tensors[i].name == name) return static_cast<int>(i);
    return -1;
  }

  void select(int tensor) {
    workspace.set_tensor(tensor);
    auto loaded = std::make_shared<gui::LoadedTensor>();
    loaded->tensor = tensor;
    loaded->statistics = workspace.statistics_store()->get(tensor, {});
    loaded->site = workspace.sites()->get(*workspace.document(), tensor, {});
    const int consumer = loaded->site->consumer_of(tensor);
    loaded->subject.input = consumer < 0;
    loaded->subject.consumer = std::max(consumer, 0);
    workspace.set_statistics(loaded->statistics);
    workspace.set_loaded(std::move(loaded));
  }
};

inline study::Setting setting(const char* method, double weight_bits, double activation_bits) {
  return {method, {{"weight_bits", weight_bits}, {"activation_bits", activation_bits}}};
}

}  // namespace quantscope::tests
