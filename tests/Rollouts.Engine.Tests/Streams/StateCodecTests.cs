using System.Reflection;
using Rollouts.Engine.Streams;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Streams;

/// <summary>States and records of other builds, for each kind of stream.</summary>
public sealed class StateCodecTests
{
    private readonly IStreamStore _streams = new MemoryStore(TimeProvider.System).Streams;

    public static TheoryData<string> Kinds => [.. StreamSample.All.Keys];

    [Fact]
    public void Every_kind_of_stream_with_a_state_is_tested() =>
        Assert.Equal(
            typeof(StateCodecs)
                .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
                .Select(member => member.Name)
                .Order(StringComparer.Ordinal),
            StreamSample.All.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_state_of_this_build_is_read_as_it_was_written(string kind) =>
        await IsReadAsync(kind, state => state);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_state_of_an_older_build_is_replayed(string kind) =>
        await IsReadAsync(kind, _ => """{"shape":"00000000","state":{}}""");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_state_of_a_newer_build_is_replayed(string kind) =>
        await IsReadAsync(kind, state => WithShape(state.Insert(state.Length - 2, ",\"unheardOf\":1"), "ffffffff"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_corrupt_state_is_replayed(string kind) => await IsReadAsync(kind, state => state[..^5]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_record_of_a_newer_build_is_an_error_and_not_an_absent_stream(string kind)
    {
        var sample = StreamSample.All[kind]();
        var newer = sample.Write.Entries[^1] with { Event = "unheard.of.v9", Version = sample.Write.Entries.Count + 1 };
        var stored = await StoreAsync(
            sample.Write with
            {
                Entries = [.. sample.Write.Entries, newer],
                State = WithShape(sample.Write.State!, "ffffffff"),
            }
        );

        var thrown = await Assert.ThrowsAsync<UnreadableStreamException>(() => sample.ReadAsync(_streams, stored));

        Assert.Contains(sample.Stream.Text, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("unheard.of.v9", thrown.Message, StringComparison.Ordinal);
    }

    private async Task IsReadAsync(string kind, Func<string, string> change)
    {
        var sample = StreamSample.All[kind]();
        var stored = await StoreAsync(sample.Write with { State = change(sample.Write.State!) });

        Assert.Equal(sample.State, await sample.ReadAsync(_streams, stored));
    }

    private async Task<StoredState> StoreAsync(StreamWrite write)
    {
        var outcomes = await _streams.CommitAsync([new Commit { Writes = [write] }], default);
        Assert.Equal([CommitOutcome.Written], outcomes);
        return (await _streams.LoadAsync([write.Stream], default)).Streams[0]!;
    }

    private static string WithShape(string state, string shape) => state[..10] + shape + state[18..];
}
