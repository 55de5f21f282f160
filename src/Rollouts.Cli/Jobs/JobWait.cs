using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Jobs;

/// <summary>Sends requests that the server may answer with a background job, and waits for its result.</summary>
internal static class JobWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <exception cref="CommandFailedException">The request is refused, or its job fails.</exception>
    public static async Task<T> ResultAsync<T>(
        ServerClient server,
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
    {
        using var response = await server.AnswerAsync(send, Retries.Repeated, cancellation);
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            return (await response.Content.ReadFromJsonAsync(type, cancellation))!;
        }

        var job = (await response.Content.ReadFromJsonAsync(CliJson.Default.JobShape, cancellation))!;
        var api = server.Api<IJobsApi>();
        while (job.Status is "waiting" or "running")
        {
            await Task.Delay(Pause, TimeProvider.System, cancellation);
            job = await server.SendAsync(token => api.ReadAsync(job.Id, token), CliJson.Default.JobShape, cancellation);
        }

        return job.Status == "done"
            ? await server.SendAsync(token => api.ReadResultAsync(job.Id, token), type, cancellation)
            : throw new CommandFailedException(ExitCodes.Refused, $"The job {job.Id} is {job.Status}: {job.Message}");
    }
}
