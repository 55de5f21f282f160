using System.Text;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Ci;

/// <summary>Calls of a pipeline's API, of whose answers only the number counts.</summary>
internal sealed class CiCalls(string whom, TimeSpan longest, TimeProvider clock)
{
    /// <summary>Enough for an error message.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly BoundedCall _call = new(whom, longest, clock);

    /// <param name="isKnown">Whether an error message means that the system has this status already.</param>
    public async Task<Fault?> PostAsync(
        Func<HttpContent, CancellationToken, Task<HttpResponseMessage>> post,
        JsonObject body,
        CancellationToken cancellation,
        Func<string, bool>? isKnown = null
    )
    {
        var done = await _call
            .RunAsync<Done>(
                async end =>
                {
                    using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                    using var response = await post(content, end).ConfigureAwait(false);
                    return
                        response.IsSuccessStatusCode
                        || await FaultAsync(response, isKnown, end).ConfigureAwait(false) is not { } fault
                        ? default(Done)
                        : fault;
                },
                cancellation
            )
            .ConfigureAwait(false);
        return done.TryGet(out _, out var failed) ? null : failed;
    }

    private async Task<Fault?> FaultAsync(
        HttpResponseMessage response,
        Func<string, bool>? isKnown,
        CancellationToken end
    )
    {
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        var said = HttpAnswer.Said(body, "message");
        if (isKnown?.Invoke(said) == true)
        {
            return null;
        }

        var fault = HttpFaults.Of(response, whom, said, clock);
        // A token that is just being changed is wrong for a while only, and so is a limit that GitHub calls forbidden.
        return fault.Kind == FaultKind.Denied ? fault with { Kind = FaultKind.Broken } : fault;
    }
}
