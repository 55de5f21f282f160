using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Observing;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>Somebody has built an alert on each of these names.</summary>
public sealed class MetricNamesTests
{
    [Fact]
    public void Are_frozen_in_text() =>
        Approved.Matches(
            "metrics",
            string.Concat(
                Instruments().Select(one => $"{NameOf(one)} [{one.Unit}]: {one.Description}\n  from {one.Name}\n")
            )
        );

    [Fact]
    public void Are_each_in_the_documents()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

        Assert.All(Instruments(), one => Assert.Contains($"`{NameOf(one)}`", page, StringComparison.Ordinal));
    }

    internal static IReadOnlyList<Instrument> Instruments()
    {
        List<Instrument> found = [];
        RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        return [.. found.OrderBy(one => one.Name, StringComparer.Ordinal)];
    }

    internal static string NameOf(Instrument one) =>
        PrometheusText.NameOf(one.Name, one.Unit, isSum: one is Counter<long> or Counter<double>);
}
