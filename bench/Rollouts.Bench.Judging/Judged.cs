using System.Globalization;
using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Threshold;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Judging;

/// <summary>The checks that are measured, and an endless supply of ticks for them.</summary>
internal static class Judged
{
    /// <summary>As many as a fold goes through before it begins again, so that no state grows old.</summary>
    public const int Ticks = 4096;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    public static RelativeSettings Failures { get; } = new() { PlannedTicks = Ticks };

    public static (string Name, JudgeSettings Settings)[] All { get; } =
    [
        ("against baseline", Failures),
        ("by 8 values", Failures with { By = "8" }),
        ("by 32 values", Failures with { By = "32" }),
        ("three edges", Failures with { Edges = ["100ms", "500ms", "1s"] }),
        ("against limit", new LimitSettings { Limit = 0.05, PlannedTicks = Ticks }),
        ("burn, 2 rules", new BurnRateSettings { Objective = 0.9 }),
        (
            "burn, 4 rules",
            new BurnRateSettings
            {
                Objective = 0.9,
                Rules = [.. BurnRateSettings.BakeRules, .. BurnRateSettings.PageRules],
            }
        ),
        ("share", new ShareSettings()),
        ("threshold", new ThresholdSettings { AtMost = 1, Forgiveness = new Forgiveness(2, 5) }),
        ("compare", new CompareSettings()),
    ];

    public static CheckState Begin(JudgeSettings settings)
    {
        CheckState state = CheckStates.Begin(settings, default);
        state.Shifted(new Shift(default, Split.BothArms, Margin: 0.01, InForce: Weight.Percent(10)));
        return state;
    }

    /// <summary>Ticks at 100 requests a second and a tenth of them on the candidate.</summary>
    /// <param name="bad">Bad requests of the candidate in a tick; the baseline has nine times as many.</param>
    public static Tick[] Supply(JudgeSettings settings, int bad) =>
        [
            .. Enumerable
                .Range(1, Ticks)
                .Select(number =>
                    (Tick)(
                        settings is ThresholdSettings or CompareSettings
                            ? new ValueTick(
                                number,
                                At(number - 1),
                                At(number),
                                0.5 + (number % 7 * 0.01),
                                0.5 + (number % 5 * 0.01)
                            )
                            : new CountTick(
                                number,
                                At(number - 1),
                                At(number),
                                new ArmIncrement(150, bad == 0 ? 0 : bad + (number % 2), bad / 2, 0),
                                new ArmIncrement(1350, 9 * bad, 4 * bad, bad)
                            )
                            {
                                Labels = Values(settings, bad),
                            }
                    )
                ),
        ];

    /// <summary>As many values as the name of the label says; every second one has bad requests.</summary>
    private static ValueList<LabelIncrement> Values(JudgeSettings settings, int bad) =>
        settings is RelativeSettings { By: { } count }
            ? Enumerable
                .Range(0, int.Parse(count, CultureInfo.InvariantCulture))
                .Select(number => new LabelIncrement(
                    $"/v1/resource-{number}",
                    new ArmIncrement(10, Math.Min(bad, number % 2)),
                    new ArmIncrement(90, Math.Min(bad, number % 2))
                ))
                .ToValueList()
            : [];

    private static Instant At(int tick) => new Instant(1_800_000_000_000_000) + (tick * Length);
}
