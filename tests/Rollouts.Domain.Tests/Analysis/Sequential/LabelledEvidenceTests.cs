using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>A fault of one endpoint of many, and the promise on false alarms beside it.</summary>
public sealed class LabelledEvidenceTests
{
    private const int Endpoints = 20;

    private static readonly RelativeSettings Settings = new() { By = "path", PlannedTicks = 240 };

    [Fact]
    public void A_fault_of_one_endpoint_of_many_is_found_and_named()
    {
        Feed together = Feed.BothArms(Settings with { By = null });
        Feed apart = Feed.BothArms(Settings);
        for (int tick = 0; tick < 60 && apart.State.Outcome != CheckOutcome.Breach; tick++)
        {
            // One endpoint has a thousandth of the traffic and fails on the candidate; all others are as before.
            var broken = new LabelIncrement("/pay", new ArmIncrement(4, 3), new ArmIncrement(12, 0));
            var others = new LabelIncrement("/shop", new ArmIncrement(4000, 8), new ArmIncrement(12_000, 24));
            Take(together, broken, others);
            Take(apart, broken, others);
        }

        Assert.NotEqual(CheckOutcome.Breach, together.State.Outcome);
        Verdict verdict = apart.State.Verdict();
        Assert.Equal(CheckOutcome.Breach, verdict.Outcome);
        Assert.StartsWith(
            "path /pay: candidate fails 75 % of requests",
            verdict.Evidence.Sentence,
            StringComparison.Ordinal
        );
        Assert.StartsWith("path /pay: over the last", verdict.Evidence.DecidedBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_candidate_is_healthy_whose_endpoint_begins_to_fail_in_the_newest_tick(bool areAligned)
    {
        Feed feed = Feed.BothArms(Settings with { ArmsAligned = areAligned });
        var others = new LabelIncrement("/shop", new ArmIncrement(400, 1), new ArmIncrement(3600, 9));
        var fine = new LabelIncrement("/pay", new ArmIncrement(8, 0), new ArmIncrement(72, 0));
        var broken = new LabelIncrement("/pay", new ArmIncrement(8, 8), new ArmIncrement(72, 0));
        for (int tick = 0; tick < 12; tick++)
        {
            Take(feed, others, fine);
        }

        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Take(feed, others, broken);
        Assert.Equal(CheckOutcome.Watching, feed.State.Outcome);
        Assert.Equal(0, feed.State.TowardHealthy);
        feed.StoreAndReadBack();
        Assert.Equal(0, feed.State.TowardHealthy);
        Take(feed, others, broken);
        Assert.Equal(CheckOutcome.Watching, feed.State.Outcome);
    }

    /// <summary>Chance alone must not keep a service with many endpoints from a verdict.</summary>
    [Fact]
    public void Healthy_releases_with_many_labels_are_found_healthy()
    {
        int ticks = 0;
        int healthy = 0;
        for (ulong run = 1; run <= 40; run++)
        {
            var random = new SeededGenerator(run);
            Feed feed = Feed.BothArms(Settings);
            for (int tick = 0; tick < 60; tick++)
            {
                CountTick next = LabelledTraffic.Healthy(random, feed.Ticks.Count + 1, Endpoints);
                feed.Take(next with { From = feed.Now, To = feed.Now + Feed.Length });
                ticks += tick >= 10 ? 1 : 0;
                healthy += tick >= 10 && feed.State.Outcome == CheckOutcome.Healthy ? 1 : 0;
            }
        }

        Assert.InRange(healthy / (double)ticks, 0.9, 1);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(600, true)]
    public void The_evidence_says_whether_most_requests_share_a_place(int shared, bool isSaid)
    {
        Feed feed = Feed.BothArms(Settings);
        for (int tick = 0; tick < 4; tick++)
        {
            Take(
                feed,
                new LabelIncrement(LabelValues.Rest, new ArmIncrement(shared, 1), new ArmIncrement(9 * shared, 9)),
                new LabelIncrement("/a", new ArmIncrement(500, 1), new ArmIncrement(4500, 9))
            );
        }

        feed.StoreAndReadBack();
        const string Said = "; most requests have a path that is not told apart";
        Assert.Equal(isSaid, feed.State.Verdict().Evidence.Sentence.EndsWith(Said, StringComparison.Ordinal));
    }

    [Fact]
    public void The_ratio_of_all_requests_is_not_said_of_one_endpoint()
    {
        Feed feed = Feed.BothArms(Settings);
        var others = new LabelIncrement("/shop", new ArmIncrement(4000, 8), new ArmIncrement(12_000, 24));
        Take(feed, others);
        Assert.NotNull(feed.State.Verdict().Evidence.RatioHigh);
        for (int tick = 0; tick < 20; tick++)
        {
            Take(feed, others, new LabelIncrement("/pay", new ArmIncrement(4, 3), new ArmIncrement(12, 0)));
        }

        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.StartsWith("path /pay", evidence.Sentence, StringComparison.Ordinal);
        Assert.Null(evidence.RatioLow);
        Assert.Null(evidence.RatioHigh);
    }

    [Fact]
    public void A_fault_of_all_endpoints_needs_at_most_twice_the_evidence()
    {
        Feed together = Feed.BothArms(Settings with { By = null });
        Feed apart = Feed.BothArms(Settings);
        for (int tick = 0; tick < 10; tick++)
        {
            LabelIncrement[] labels =
            [
                .. Enumerable
                    .Range(0, Endpoints)
                    .Select(number => new LabelIncrement(
                        $"/{number}",
                        new ArmIncrement(10, 1),
                        new ArmIncrement(90, 0)
                    )),
            ];
            Take(together, labels);
            Take(apart, labels);
            Assert.True(EvidenceOf(apart) >= EvidenceOf(together) - LogMath.Ln2 - 1e-6);
        }

        Assert.StartsWith("candidate fails 10 %", apart.State.Verdict().Evidence.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Healthy_releases_are_rarely_taken_for_broken_with_many_labels()
    {
        const int Runs = 300;
        int alarms = 0;
        RelativeSettings settings = Settings with { ToleratedRatio = 1, LeastExcess = 0, PlannedTicks = 60 };
        for (int run = 0; run < Runs; run++)
        {
            var random = new SeededGenerator(1000 + (ulong)run);
            Feed feed = Feed.BothArms(settings);
            for (int tick = 0; tick < 60; tick++)
            {
                CountTick next = LabelledTraffic.Healthy(random, feed.Ticks.Count + 1, Endpoints);
                feed.Take(next with { From = feed.Now, To = feed.Now + Feed.Length });
            }

            alarms += feed.State.Outcome == CheckOutcome.Breach ? 1 : 0;
        }

        // The promise is 1 %; six of three hundred would be twice that.
        Assert.InRange(alarms, 0, 5);
    }

    [Fact]
    public void A_state_with_labels_that_was_stored_goes_on_as_if_it_was_not()
    {
        var random = new SeededGenerator(3);
        Feed live = Feed.BothArms(Settings);
        Feed stored = Feed.BothArms(Settings);
        for (int at = 0; at < 80; at++)
        {
            CountTick tick = LabelledTraffic.Healthy(random, live.Ticks.Count + 1, 40) with
            {
                From = live.Now,
                To = live.Now + Feed.Length,
            };
            live.Take(tick);
            stored.Take(tick);
            stored.StoreAndReadBack();
            if (at == 30)
            {
                live.Shift(Split.CandidateAlone);
                stored.Shift(Split.CandidateAlone);
            }

            if (at == 40)
            {
                live.Shift(Split.BothArms);
                stored.Shift(Split.BothArms);
            }
        }

        Assert.Equal(live.Packed(), stored.Packed());
        Assert.Equal(live.State.Verdict(), stored.State.Verdict());
        Assert.InRange(
            live.Packed().Length,
            CheckState.PackedAtMost,
            CheckState.PackedAtMost + (LabelValues.Most * LabelLane.PackedAtMost)
        );
    }

    [Fact]
    public void A_state_with_labels_is_not_read_as_one_without()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Null(CheckStates.Unpack(Settings with { By = null }, feed.Packed()));
    }

    [Fact]
    public void The_largest_counts_fit_the_stored_form()
    {
        var most = new ArmIncrement(long.MaxValue, long.MaxValue);
        Feed feed = Feed.BothArms(Settings);
        for (int tick = 0; tick < 40; tick++)
        {
            Take(
                feed,
                [
                    .. Enumerable
                        .Range(0, LabelValues.Most)
                        .Select(number => new LabelIncrement(new string('x', 60) + number, most, most)),
                ]
            );
        }

        Assert.InRange(feed.Packed().Length, 1, feed.State.RoomToPack);
    }

    [Fact]
    public void New_evidence_begins_without_the_old_labels()
    {
        Feed feed = Feed.BothArms(Settings);
        var broken = new LabelIncrement("/pay", new ArmIncrement(200, 200), new ArmIncrement(800, 0));
        Take(feed, broken);
        Take(feed, broken);
        Take(feed, broken);
        Assert.Equal(CheckOutcome.Breach, feed.State.Outcome);

        feed.State.StartAfresh(feed.Now);
        Take(feed, new LabelIncrement("/pay", new ArmIncrement(200, 0), new ArmIncrement(800, 0)));
        Assert.DoesNotContain("/pay", feed.State.Verdict().Evidence.Sentence, StringComparison.Ordinal);
    }

    private static double EvidenceOf(Feed feed) => ((RelativeState)feed.State).LogEvidence;

    private static void Take(Feed feed, params LabelIncrement[] labels) =>
        feed.Take(
            new CountTick(
                feed.Ticks.Count + 1,
                feed.Now,
                feed.Now + Feed.Length,
                LabelledTraffic.Sum(labels, label => label.Candidate),
                LabelledTraffic.Sum(labels, label => label.Baseline)
            )
            {
                Labels = labels.ToValueList(),
            }
        );
}
