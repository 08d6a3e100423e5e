#include <QtTest>
#include <atomic>
#include <thread>

#include "core/base/cpu_features.h"
#include "core/base/parallel.h"
#include "tests/quantscope_test.h"

namespace test_parallel {

using namespace quantscope::base;

class TestParallel : public QObject {
  Q_OBJECT
 private slots:
  void every_index_is_visited_once_whatever_grain_and_threads() {
    for (const int threads : {0, 1, 2, 7})
      for (const std::int64_t grain : {1, 3, 64, 1000})
        for (const std::int64_t count : {0, 1, 63, 64, 65, 1000}) {
          Job job;
          job.threads = threads;
          std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
          std::atomic<bool> aligned{true};
          parallel_for(count, grain, job, [&](IndexRange range) {
            if (range.begin % grain != 0 || range.size() > grain || range.size() < 1) aligned = false;
            for (std::int64_t i = range.begin; i < range.end; ++i) ++visits[static_cast<std::size_t>(i)];
          });
          QVERIFY(aligned);
          for (const auto& each : visits) QCOMPARE(each.load(), 1);
        }
  }

  void one_thread_means_the_calling_one() {
    Job job;
    job.threads = 1;
    const auto me = std::this_thread::get_id();
    bool only_me = true;
    parallel_for(100, 1, job, [&](IndexRange) { only_me = only_me && std::this_thread::get_id() == me; });
    QVERIFY(only_me);
    QCOMPARE(thread_count(job), 1);
  }

  void the_reduction_does_not_depend_on_threads() {
    const auto sum = [](int threads) {
      Job job;
      job.threads = threads;
      return ordered_reduce(
          10007, 100, job, 0.0f,
          [](IndexRange range) {
            float part = 0;
            for (std::int64_t i = range.begin; i < range.end; ++i) part += 1.0f / static_cast<float>(i + 1);
            return part;
          },
          [](float& total, float part) { total += part; });
    };
    const float alone = sum(1);
    for (int repeat = 0; repeat < 20; ++repeat) QCOMPARE(sum(0), alone);
  }

  void loops_nest() {
    std::atomic<int> sum{0};
    parallel_for(8, 1, {}, [&](IndexRange) {
      parallel_for(100, 7, {}, [&](IndexRange range) { sum += static_cast<int>(range.size()); });
    });
    QCOMPARE(sum.load(), 800);
  }

  void an_exception_ends_the_loop_and_arrives() {
    for (const int threads : {1, 0}) {
      Job job;
      job.threads = threads;
      std::atomic<int> pieces{0};
      const auto run = [&] {
        parallel_for(100000, 1, job, [&](IndexRange range) {
          ++pieces;
          if (range.begin == 0) throw Error("piece failed");
        });
      };
      QVERIFY_EXCEPTION_THROWN(run(), Error);
      QVERIFY(pieces < 100000);
    }
  }

  void cancellation_stops_between_pieces() {
    for (const int threads : {1, 0}) {
      std::stop_source stop;
      Job job;
      job.threads = threads;
      job.stop = stop.get_token();
      std::atomic<int> pieces{0};
      const auto run = [&] {
        parallel_for(100000, 1, job, [&](IndexRange) {
          if (++pieces == 10) stop.request_stop();
        });
      };
      QVERIFY_EXCEPTION_THROWN(run(), Cancelled);
      QVERIFY(pieces < 100000);
      pieces = 0;
      QVERIFY_EXCEPTION_THROWN(run(), Cancelled);
      QCOMPARE(pieces.load(), 0);
    }
  }

  void a_part_of_a_job_reports_into_its_share() {
    std::vector<double> reported;
    Job job;
    job.progress = [&](double fraction, std::string_view) { reported.push_back(fraction); };
    const Job half = job.part(0.5, 1).part(0, 0.5);
    half.report(0, "");
    half.report(1, "");
    QCOMPARE(reported, (std::vector<double>{0.5, 0.75}));
    Job().part(0, 1).report(1, "nobody listens");
  }

  void isa_levels_can_be_limited_and_restored() {
    const auto levels = available_isa_levels();
    QCOMPARE(levels.front(), IsaLevel::scalar);
    QVERIFY(std::is_sorted(levels.begin(), levels.end()));
    for (const IsaLevel level : levels) {
      limit_isa(level);
      QCOMPARE(isa_level(), level);
    }
    limit_isa(IsaLevel::vnni);
    QCOMPARE(isa_level(), levels.back());
    QCOMPARE(std::string(isa_name(IsaLevel::avx512)), std::string("avx512"));
  }
};

QUANTSCOPE_TEST(TestParallel)

}  // namespace test_parallel

#include "test_parallel.moc"
