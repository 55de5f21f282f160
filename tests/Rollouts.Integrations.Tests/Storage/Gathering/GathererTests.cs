using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Gathering;

namespace Rollouts.Integrations.Tests.Storage.Gathering;

/// <summary>Nobody waits for company, and whoever has to wait goes together.</summary>
public sealed class GathererTests
{
    private readonly List<string> _together = [];
    private readonly Queue<TaskCompletionSource> _gates = [];

    [Fact]
    public async Task Whoever_comes_alone_goes_at_once()
    {
        var gatherer = Of(places: 1);

        Assert.Equal("a!", await gatherer.AskAsync("a", default));
        Assert.Equal("b!", await gatherer.AskAsync("b", default));
        Assert.Equal(["a", "b"], _together);
    }

    [Fact]
    public async Task Those_who_come_meanwhile_go_together()
    {
        var gate = Gate();
        var gatherer = Of(places: 1);
        Task<string>[] asked = [.. new[] { "a", "b", "c" }.Select(request => gatherer.AskAsync(request, default))];
        Assert.Equal(["a"], _together);
        gate.SetResult();

        Assert.Equal(["a!", "b!", "c!"], await Task.WhenAll(asked));
        Assert.Equal(["a", "b c"], _together);
    }

    [Fact]
    public async Task No_more_go_together_than_may()
    {
        var gate = Gate();
        var gatherer = Of(places: 1, most: 2);
        Task<string>[] asked = [.. "abcd".Select(request => gatherer.AskAsync($"{request}", default))];
        gate.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(["a", "b c", "d"], _together);
    }

    [Fact]
    public async Task Whoever_is_too_large_goes_alone()
    {
        var gatherer = new Gatherer<string, string>(1, 2, request => request.Length, DoAsync);

        Assert.Equal("abcdef!", await gatherer.AskAsync("abcdef", default));
    }

    [Fact]
    public async Task One_who_fails_takes_no_other_with_it()
    {
        var gate = Gate();
        var gatherer = Of(places: 1);
        var (first, bad, good) = (Ask(gatherer, "a"), Ask(gatherer, "bad"), Ask(gatherer, "good"));
        gate.SetResult();

        Assert.Equal(("a!", "good!"), (await first, await good));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["a", "bad good", "bad", "good"], _together);
    }

    [Fact]
    public async Task All_of_them_hear_that_the_store_is_gone()
    {
        var gate = Gate();
        var gatherer = Of(places: 1);
        var (first, gone, other) = (Ask(gatherer, "a"), Ask(gatherer, "gone"), Ask(gatherer, "other"));
        gate.SetResult();
        await first;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => gone);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => other);
        Assert.Equal("b!", await Ask(gatherer, "b"));
    }

    [Fact]
    public async Task Whoever_gave_up_is_not_done()
    {
        var gate = Gate();
        var gatherer = Of(places: 1);
        using var impatience = new CancellationTokenSource();
        var first = Ask(gatherer, "a");
        var given = gatherer.AskAsync("b", impatience.Token);
        await impatience.CancelAsync();
        gate.SetResult();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal("c!", await Ask(gatherer, "c"));
        Assert.Equal(["a", "c"], _together);
    }

    private static Task<string> Ask(Gatherer<string, string> gatherer, string request) =>
        gatherer.AskAsync(request, default);

    private Gatherer<string, string> Of(int places, int most = 100) => new(places, most, _ => 1, DoAsync);

    private TaskCompletionSource Gate()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gates.Enqueue(gate);
        return gate;
    }

    private async Task<IReadOnlyList<string>> DoAsync(IReadOnlyList<string> requests)
    {
        _together.Add(string.Join(' ', requests));
        if (_gates.TryDequeue(out var gate))
        {
            await gate.Task;
        }

        return requests.Contains("gone") ? throw new StoreUnavailableException("gone", new IOException("gone"))
            : requests.Contains("bad") ? throw new InvalidOperationException("bad")
            : [.. requests.Select(request => request + "!")];
    }
}
