using Rollouts.Analysis.Ticks;
using Rollouts.Api.Rollouts;

namespace Rollouts.Api.Tests.Rollouts;

public sealed class SampleViewTests
{
    private static readonly CountTick Tick = new(
        3,
        new Instant(0),
        new Instant(5_000_000),
        new ArmIncrement(10, 2),
        new ArmIncrement(90, 1)
    );

    [Fact]
    public void Shows_the_counts_by_the_value_of_a_label()
    {
        var view = SampleView.Of(
            Tick with
            {
                Labels =
                [
                    new LabelIncrement(LabelValues.Rest, new ArmIncrement(4, 0), new ArmIncrement(50, 1)),
                    new LabelIncrement("/pay", new ArmIncrement(6, 2), new ArmIncrement(40, 0)),
                ],
            }
        );

        Assert.Equal([new LabelView("", 4, 0, 50, 1), new LabelView("/pay", 6, 2, 40, 0)], view.Labels!);
        Assert.Equal((10, 2), (view.Candidate, view.CandidateBad));
    }

    [Fact]
    public void Has_no_labels_where_the_check_judges_by_none() => Assert.Null(SampleView.Of(Tick).Labels);
}
