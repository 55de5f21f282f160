using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Access;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Streams;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Chat;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Chat;

/// <summary>Which persons chat accounts are.</summary>
public sealed class ChatLinksTests
{
    private static readonly Instant Then = Instant.From(DateTimeOffset.UnixEpoch.AddDays(20_000));

    private readonly IStreamStore _streams = new MemoryStore(TimeProvider.System).Streams;
    private readonly ChatLinks _links;

    public ChatLinksTests() =>
        _links = new ChatLinks(
            new StreamRunner(_streams, new StoreClock(TimeProvider.System)),
            _streams,
            NullLogger<ChatLinks>.Instance
        );

    [Fact]
    public async Task An_account_that_this_build_cannot_read_keeps_no_one_else_from_signing_in()
    {
        var (unreadable, readable) = (new ChatUser("W1", "A1"), new ChatUser("W1", "B1"));
        var person = new Person("https://id.test", "ann", "Ann", []);
        await _links.LinkAsync(readable, person, Then, Actor.Machine, default);
        await WriteFromAnotherBuildAsync(StreamName.OfChatLink(unreadable.Workspace, unreadable.Id));

        var later = Then + TimeSpan.FromDays(1);
        await _links.NoteSignInAsync(person, later, Actor.Machine, default);

        Assert.Equal(later, (await _links.FindAsync(readable, default)).SignedInAt);
        await Assert.ThrowsAsync<UnreadableStreamException>(() => _links.FindAsync(unreadable, default));
    }

    private async Task WriteFromAnotherBuildAsync(StreamName stream)
    {
        var sample = StreamSample.All[nameof(StateCodecs.ChatLink)]();
        var entry = sample.Write.Entries[0] with { Stream = stream.Text, Event = "unheard.of.v9" };
        var write = new StreamWrite(stream, 0) { Entries = [entry], State = """{"shape":"ffffffff","state":{}}""" };
        Assert.Equal([CommitOutcome.Written], await _streams.CommitAsync([new Commit { Writes = [write] }], default));
    }
}
