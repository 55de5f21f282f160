using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage.Serialization;
using Xunit.Abstractions;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>
/// The rules over random histories. A failure prints the seed and the story of the shortest history that
/// still breaks the rule; ROLLOUTS_HISTORIES asks for more of them.
/// </summary>
public sealed class RuleTests(ITestOutputHelper output)
{
    private const int LongestHistory = 200;

    /// <summary>An input is read from a handful of numbers.</summary>
    private const int NumbersAnInput = 4;

    private const int StatusCount = 9;

    /// <summary>A restored database suspends most of the rules until it is confirmed; StoreHoldTests cover it.</summary>
    private static readonly Type[] OfRestores = [typeof(RolloutEvent.StoreWentBack), typeof(RolloutEvent.HoldReleased)];

    /// <summary>Another controller drives an observed rollout; ObserveTests cover it.</summary>
    private static readonly Type[] OfObservation =
    [
        typeof(RolloutEvent.WouldHaveActed),
        typeof(RolloutEvent.ObservationEnded),
    ];

    private static readonly int EventCount = EventRegistry.Names.Count(name =>
        name.StartsWith("rollout.", StringComparison.Ordinal)
        && !OfRestores.Concat(OfObservation).Contains(EventRegistry.TypeOf(name))
    );

    /// <summary>The rarest event is missed by one batch in a few, and by ten never.</summary>
    private const int MostBatches = 10;

    private static readonly int Histories = int.TryParse(
        Environment.GetEnvironmentVariable("ROLLOUTS_HISTORIES"),
        out var many
    )
        ? many
        : 2_000;

    public static TheoryData<string> Names => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds_over_random_histories(string name)
    {
        var rule = Rules.All.First(rule => rule.Name == name);

        Prop.ForAll(AnyHistory(), numbers => Label(Broken(rule, numbers)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(LongestHistory * NumbersAnInput));
    }

    [Fact]
    public void Whatever_happened_routers_that_obey_bring_it_to_rest() =>
        Prop.ForAll(
                AnyHistory(),
                numbers =>
                {
                    var history = Lived(numbers);
                    var turns = history.Obey().ToList();
                    var state = history.State;
                    return state.IsFinal
                        || state.Status is Status.Queued
                        || state.Targets.All(target => target.Spec.Wave > state.Position.Wave || target.IsThere);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories).WithEndSize(LongestHistory * NumbersAnInput));

    /// <summary>A rule says nothing of what no history ever comes to, so all of it must be come to.</summary>
    [Fact]
    public void Random_histories_reach_every_status_and_every_event()
    {
        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        var events = new HashSet<string>(StringComparer.Ordinal);
        for (var lived = 0; lived < MostBatches * Histories && !IsAll(statuses.Keys, events); lived += Histories)
        {
            foreach (
                var history in Gen.Sample(AnyHistory().Generator, Histories, LongestHistory * NumbersAnInput)
                    .Select(Lived)
            )
            {
                statuses[history.State.Status.Name] = statuses.GetValueOrDefault(history.State.Status.Name) + 1;
                events.UnionWith(history.Story.Select(line => line.Event.GetType().Name));
            }
        }

        output.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key} {status.Value}")));
        Assert.Equal(StatusCount, statuses.Count);
        Assert.Equal(EventCount, events.Count);
    }

    private static bool IsAll(IReadOnlyCollection<string> statuses, HashSet<string> events) =>
        statuses.Count == StatusCount && events.Count == EventCount;

    private static Arbitrary<int[]> AnyHistory() =>
        Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf(), numbers => ArbMap.Default.ArbFor<int[]>().Shrinker(numbers));

    private static Property Label((bool Holds, string Story) outcome) =>
        outcome.Holds.ToProperty().Label(outcome.Story);

    private static (bool Holds, string Story) Broken(Rule rule, int[] numbers)
    {
        var history = new History(numbers);
        while (!history.IsOver)
        {
            var turn = history.Step();
            if (rule.Broken(history, turn) is { } broken)
            {
                return (false, $"\n{history}\nthen {turn.Input}\nBROKEN: {broken}");
            }
        }

        return (true, "");
    }

    private static History Lived(int[] numbers)
    {
        var history = new History(numbers);
        while (!history.IsOver)
        {
            history.Step();
        }

        return history;
    }
}
