using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Engine.Pipelines;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.Ci;

namespace Rollouts.Engine.Tests.Ci;

/// <summary>A captured message is never good again, under whatever is not signed of it.</summary>
public sealed class SeenMessagesTests : IAsyncLifetime
{
    private static readonly ConnectionName Hub = new("hub");

    private readonly SettableClock _clock = new();
    private readonly MemoryStore _store;
    private readonly SeenMessages _seen;
    private int _taken;

    public SeenMessagesTests()
    {
        _store = new MemoryStore(_clock);
        _seen = new SeenMessages(_store, NullLogger.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _store.DisposeAsync();

    // A message that no trigger listened to left nothing behind.
    [Fact]
    public async Task A_message_without_an_event_that_is_heard_counts_once_too()
    {
        Assert.Equal(CiOutcome.Taken, await TakeAsync(at: _clock.GetUtcNow()));
        Assert.Equal(CiOutcome.Taken, await TakeAsync(at: _clock.GetUtcNow()));

        Assert.Equal(1, _taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_not_good_again_once_it_could_be_forgotten(bool isTimed)
    {
        DateTimeOffset? at = isTimed ? _clock.GetUtcNow() : null;
        await TakeAsync(at);
        for (var day = 0; day < 200; day += 5)
        {
            _clock.Advance(TimeSpan.FromDays(5));
            await _store.Idempotency.ForgetAsync(Now - TimeSpan.FromDays(4), default);
            await _store.Idempotency.ForgetSeenAsync(Now - SeenMessages.Kept, default);
            await TakeAsync(at);
        }

        Assert.Equal(1, _taken);
    }

    [Fact]
    public async Task A_time_to_come_is_no_reason_to_forget()
    {
        var at = _clock.GetUtcNow().AddDays(200);
        await TakeAsync(at);
        _clock.Advance(TimeSpan.FromDays(150));
        await _store.Idempotency.ForgetSeenAsync(Now - SeenMessages.Kept, default);
        await TakeAsync(at);

        Assert.Equal(1, _taken);
    }

    [Fact]
    public async Task What_could_not_be_taken_may_be_sent_again()
    {
        Assert.Equal(CiOutcome.NotNow, await TakeAsync(_clock.GetUtcNow(), CiOutcome.NotNow));
        Assert.Equal(CiOutcome.Taken, await TakeAsync(_clock.GetUtcNow()));

        Assert.Equal(2, _taken);
    }

    private Instant Now => Instant.From(_clock.GetUtcNow());

    private Task<CiOutcome> TakeAsync(DateTimeOffset? at, CiOutcome outcome = CiOutcome.Taken) =>
        _seen.OnceAsync(
            Hub,
            new CiReading.Said([]) { Digest = "sha256:1", At = at },
            _clock.GetUtcNow(),
            () =>
            {
                _taken++;
                return Task.FromResult(outcome);
            },
            default
        );
}
