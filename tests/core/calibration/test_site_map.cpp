#include "core/calibration/site_map.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <set>

#include "core/storage/model_writer.h"
#include "tests/quantscope_test.h"

namespace test_site_map {

namespace calibration = quantscope::calibration;
namespace storage = quantscope::storage;
using storage::TensorInfo;
using storage::TensorRole;

namespace {

TensorInfo tensor(TensorRole role, const std::string& module, quantscope::tensor::Shape shape, int block,
                  const std::string& ending = ".weight") {
  TensorInfo info;
  info.role = role;
  info.module = module;
  info.kind = module.substr(module.find_last_of('.') + 1);
  info.shape = std::move(shape);
  info.block = block;
  info.name = module + (role == TensorRole::activation       ? ".input"
                        : role == TensorRole::channel_absmax ? ".input_absmax"
                                                             : ending);
  return info;
}

std::set<std::set<int>> consumer_groups(const std::vector<calibration::SitePlan>& plans) {
  std::set<std::set<int>> groups;
  for (const auto& plan : plans) groups.insert({plan.consumers.begin(), plan.consumers.end()});
  return groups;
}

bool each_tensor_in_one_site(const std::vector<TensorInfo>& tensors,
                             const std::vector<calibration::SitePlan>& plans) {
  std::multiset<int> placed;
  for (const auto& plan : plans) {
    placed.insert(plan.consumers.begin(), plan.consumers.end());
    if (plan.activation >= 0) placed.insert(plan.activation);
    if (plan.channel_absmax >= 0) placed.insert(plan.channel_absmax);
  }
  if (placed.size() != tensors.size()) return false;
  for (int i = 0; i < static_cast<int>(tensors.size()); ++i)
    if (placed.count(i) != 1) return false;
  return true;
}

}  // namespace

class TestSiteMap : public QObject {
  Q_OBJECT
 private slots:
  void llama_block_has_four_sites_with_their_inputs() {
    const std::string attention = "model.layers.0.self_attn.", feed_forward = "model.layers.0.mlp.";
    const std::vector<TensorInfo> tensors = {
        tensor(TensorRole::activation, attention + "q_proj", {512, 256}, 0),        // 0
        tensor(TensorRole::activation, feed_forward + "gate_proj", {512, 256}, 0),  // 1
        tensor(TensorRole::activation, feed_forward + "down_proj", {512, 640}, 0),  // 2
        tensor(TensorRole::weight, feed_forward + "down_proj", {256, 640}, 0),      // 3
        tensor(TensorRole::weight, feed_forward + "gate_proj", {640, 256}, 0),      // 4
        tensor(TensorRole::weight, feed_forward + "up_proj", {640, 256}, 0),        // 5
        tensor(TensorRole::weight, attention + "k_proj", {128, 256}, 0),            // 6
        tensor(TensorRole::weight, attention + "o_proj", {256, 256}, 0),            // 7
        tensor(TensorRole::weight, attention + "q_proj", {256, 256}, 0),            // 8
        tensor(TensorRole::weight, attention + "v_proj", {128, 256}, 0),            // 9
        tensor(TensorRole::weight, "model.layers.0.input_layernorm", {256}, 0),     // 10
        tensor(TensorRole::weight, "model.embed_tokens", {2048, 256}, -1),          // 11
    };
    const auto plans = calibration::plan_sites(tensors);
    QVERIFY(each_tensor_in_one_site(tensors, plans));
    QCOMPARE(consumer_groups(plans), (std::set<std::set<int>>{{6, 8, 9}, {4, 5}, {3}, {7}, {10}, {11}}));
    for (const auto& plan : plans) {
      if (plan.consumers.size() == 3) {
        QCOMPARE(plan.name, std::string("model.layers.0.self_attn.q_proj+k_proj+v_proj"));
        QCOMPARE(plan.activation, 0);
        QCOMPARE(plan.block, 0);
        QCOMPARE(plan.consumers, (std::vector<int>{8, 6, 9}));
      }
      if (plan.consumers == std::vector<int>{4, 5}) QCOMPARE(plan.activation, 1);
      if (plan.consumers == std::vector<int>{3}) QCOMPARE(plan.activation, 2);
      if (plan.consumers == std::vector<int>{7}) QCOMPARE(plan.activation, -1);
    }
  }

  void gpt2_layers_stand_alone_and_input_major_ones_meet_their_input() {
    std::vector<TensorInfo> tensors = {
        tensor(TensorRole::weight, "h.0.mlp.c_proj", {3072, 768}, 0),
        tensor(TensorRole::activation, "h.0.mlp.c_proj", {64, 3072}, 0),
        tensor(TensorRole::weight, "h.0.attn.c_attn", {768, 2304}, 0),
        tensor(TensorRole::weight, "h.0.attn.c_attn", {2304}, 0, ".bias"),
    };
    tensors[0].input_major = tensors[2].input_major = true;
    const auto plans = calibration::plan_sites(tensors);
    QVERIFY(each_tensor_in_one_site(tensors, plans));
    QCOMPARE(consumer_groups(plans), (std::set<std::set<int>>{{0}, {2}, {3}}));
    QCOMPARE(plans.front().activation, 1);
  }

  void layers_of_other_blocks_or_widths_do_not_share() {
    const std::vector<TensorInfo> tensors = {
        tensor(TensorRole::weight, "layers.0.attn.q_proj", {64, 64}, 0),
        tensor(TensorRole::weight, "layers.0.attn.k_proj", {64, 32}, 0),
        tensor(TensorRole::weight, "layers.1.attn.k_proj", {64, 64}, 1),
        tensor(TensorRole::weight, "decoder.layers.1.encoder_attn.q_proj", {64, 64}, 1),
        tensor(TensorRole::weight, "decoder.layers.1.encoder_attn.k_proj", {64, 64}, 1),
    };
    const auto plans = calibration::plan_sites(tensors);
    QVERIFY(each_tensor_in_one_site(tensors, plans));
    QCOMPARE(plans.size(), std::size_t{5});
  }

  void a_layer_with_an_input_of_its_own_is_a_site_of_its_own() {
    const std::vector<TensorInfo> tensors = {
        tensor(TensorRole::activation, "b.0.k_proj", {8, 64}, 0),
        tensor(TensorRole::activation, "b.0.q_proj", {8, 64}, 0),
        tensor(TensorRole::weight, "b.0.k_proj", {64, 64}, 0),
        tensor(TensorRole::weight, "b.0.q_proj", {64, 64}, 0),
        tensor(TensorRole::weight, "b.0.v_proj", {64, 64}, 0),
    };
    const auto plans = calibration::plan_sites(tensors);
    QVERIFY(each_tensor_in_one_site(tensors, plans));
    QCOMPARE(consumer_groups(plans), (std::set<std::set<int>>{{2}, {3, 4}}));
  }

  void inputs_without_weights_and_inputs_that_do_not_fit_are_kept_apart() {
    const std::vector<TensorInfo> tensors = {
        tensor(TensorRole::channel_absmax, "fc1", {768}, -1),
        tensor(TensorRole::activation, "fc1", {10, 768}, -1),
        tensor(TensorRole::weight, "fc2", {10, 64}, -1),
        tensor(TensorRole::activation, "fc2", {10, 65}, -1),
        tensor(TensorRole::other, "data", {5, 5}, -1, ""),
    };
    const auto plans = calibration::plan_sites(tensors);
    QVERIFY(each_tensor_in_one_site(tensors, plans));
    QCOMPARE(plans.size(), std::size_t{4});
    QCOMPARE(plans[0].channel_absmax, 0);
    QCOMPARE(plans[0].activation, 1);
    QVERIFY(plans[0].consumers.empty());
  }

  void inputs_joined_from_another_file_feed_all_that_share_them() {
    const QTemporaryDir folder;
    const auto path = [&](const char* name) {
      return folder.filePath(QString::fromLatin1(name)).toStdString();
    };
    const auto f32 = quantscope::tensor::ElementType::f32;
    const std::string attention = "model.layers.0.self_attn.";
    storage::ModelWriter model(path("model.h5"), {});
    for (const char* kind : {"k_proj", "q_proj", "v_proj"})
      model.write("/weights/" + attention + kind + ".weight", f32, {4, 4},
                  quantscope::tensor::Matrix(4, 4).view());
    model.commit();
    storage::ModelWriter inputs(path("inputs.h5"), {});
    inputs.write("/activations/" + attention + "q_proj/input", f32, {9, 4},
                 quantscope::tensor::Matrix(9, 4).view());
    inputs.commit();
    const auto alone = storage::ModelFile::open(path("model.h5"));
    const auto joined = storage::ModelFile::joined(alone, storage::ModelFile::open(path("inputs.h5")));
    QCOMPARE(calibration::SiteMap(*alone).sites().front().activation, -1);
    const calibration::SiteMap map(*joined);
    QCOMPARE(map.sites().size(), std::size_t{1});
    QCOMPARE(map.sites().front().consumers.size(), std::size_t{3});
    const int input = map.sites().front().activation;
    QCOMPARE(joined->tensors()[static_cast<std::size_t>(input)].name, attention + "q_proj.input");
  }

  void a_file_without_architecture_joins_weights_and_inputs_by_name() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("model.h5").toStdString();
    storage::ModelWriter writer(path, {});
    const quantscope::tensor::Matrix weights(6, 4), input(3, 4);
    const auto f32 = quantscope::tensor::ElementType::f32;
    writer.write("/weights/mine", f32, {6, 4}, weights.view());
    writer.write("/activations/mine/input", f32, {3, 4}, input.view());
    writer.write("/weights/gain", f32, {6}, quantscope::tensor::Matrix(1, 6).view());
    writer.commit();
    const auto file = storage::ModelFile::open(path);
    const calibration::SiteMap map(*file);
    QCOMPARE(map.sites().size(), std::size_t{2});
    const auto index = [&](const char* name) {
      return static_cast<int>(file->find(name) - file->tensors().data());
    };
    QCOMPARE(map.site_of(index("/weights/mine")), map.site_of(index("/activations/mine/input")));
    QVERIFY(map.site_of(index("/weights/mine")) != map.site_of(index("/weights/gain")));
    const auto& plan = map.sites()[static_cast<std::size_t>(map.site_of(index("/weights/mine")))];
    QCOMPARE(plan.consumers, std::vector<int>{index("/weights/mine")});
    QCOMPARE(plan.activation, index("/activations/mine/input"));
  }
};

QUANTSCOPE_TEST(TestSiteMap)

}  // namespace test_site_map

#include "test_site_map.moc"
