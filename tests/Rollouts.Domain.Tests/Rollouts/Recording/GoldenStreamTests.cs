using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Environments;
using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Restores;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Domain.Routes;
using Rollouts.Domain.Services;
using Rollouts.Domain.Triggers;
using Rollouts.Storage.Serialization;

namespace Rollouts.Domain.Tests.Rollouts.Recording;

/// <summary>
/// Streams as they were once written, under tests/golden. Whatever changes in the code, these must still be read,
/// still mean the same, and still verify.
/// </summary>
public sealed class GoldenStreamTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_it_always_was(string name) =>
        Approved.MatchesFile(
            FileOf(name, ".jsonl"),
            string.Concat(Chain.Link(Hash.Beginning, Entries(name)).Select(entry => EntryLines.Write(entry) + "\n"))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_told_as_it_always_was(string name) =>
        Approved.MatchesFile(
            FileOf(name, ".story.txt"),
            string.Concat(StatusSummary.Tell(Read(name)).Select(line => line + "\n"))
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Verifies_from_its_beginning_to_its_end(string name)
    {
        var entries = Lines(name);

        Assert.IsType<ChainVerdict.Intact>(Chain.Verify(entries[0].Entry.Stream, entries));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Replays_to_the_state_that_lived(string name) =>
        Assert.Equal(Scenarios.All[name]().State, Recorder.Replay(Read(name)));

    [Fact]
    public void Every_event_is_in_one_of_them()
    {
        var told = Scenarios.All.Keys.SelectMany(Read).Select(line => line.Event.GetType()).ToHashSet();

        Assert.Empty(EventTypes().Except(told));
    }

    [Fact]
    public void Every_event_has_a_name_and_no_name_is_without_an_event()
    {
        Assert.All(
            EventRegistry.Names,
            name =>
                Assert.Matches(
                    "^(rollout|service|environment|plan|alarm|key|access|session|freeze|installation|trigger|route|store|chat)\\.[a-z-]+\\.v[0-9]+$",
                    name
                )
        );
        Assert.Equal(
            EventTypes()
                .Concat(typeof(ServiceEvent).GetNestedTypes())
                .Concat(typeof(OccupancyEvent).GetNestedTypes())
                .Concat(typeof(RouteClaimEvent).GetNestedTypes())
                .Concat(typeof(StoreHoldEvent).GetNestedTypes())
                .Concat(typeof(PlanEvent).GetNestedTypes())
                .Concat(typeof(AlarmEvent).GetNestedTypes())
                .Concat(typeof(FreezeEvent).GetNestedTypes())
                .Concat(typeof(KeyEvent).GetNestedTypes())
                .Concat(typeof(InstallationEvent).GetNestedTypes())
                .Concat(typeof(AccessEvent).GetNestedTypes())
                .Concat(typeof(KnownPersonEvent).GetNestedTypes())
                .Concat(typeof(TriggerEvent).GetNestedTypes())
                .Concat(typeof(SessionEvent).GetNestedTypes())
                .Concat(typeof(ChatThreadEvent).GetNestedTypes())
                .Concat(typeof(ChatLinkEvent).GetNestedTypes())
                .Concat(typeof(ChatInboxEvent).GetNestedTypes())
                .Concat(typeof(ChatPersonEvent).GetNestedTypes())
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            EventRegistry.Names.Select(name => EventRegistry.TypeOf(name)!.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_name_from_the_future_is_a_reason_to_stop() =>
        Assert.Equal(
            "rollout.teleported.v1",
            Assert.Throws<UnknownEventException>(() => EventJson.Read("rollout.teleported.v1", "{}")).Name
        );

    private static IEnumerable<Type> EventTypes() =>
        typeof(RolloutEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(RolloutEvent)));

    private static IEnumerable<Entry> Entries(string name) =>
        Scenarios.All[name]().Story.Select((line, i) => Recorder.Write(Known.Id, i + 1, line));

    private static IEnumerable<RecordedEvent> Read(string name) =>
        Lines(name).Select(line => Recorder.Read(line.Entry));

    private static List<ChainedEntry> Lines(string name) =>
        File.ReadLines(FileOf(name, ".jsonl")).Select(line => EntryLines.Read(line)!).ToList();

    private static string FileOf(string name, string ending) => Repository.PathOf("tests", "golden", name + ending);
}
