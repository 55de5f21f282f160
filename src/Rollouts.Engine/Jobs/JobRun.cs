using System.IO.Compression;
using System.Text.Json;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>
/// One attempt of a job: its parameters, its progress and its result, which is compressed and stored in parts.
/// </summary>
public sealed class JobRun : IAsyncDisposable
{
    private readonly Job _job;
    private readonly GZipStream _output;
    private long _done;
    private long _total = -1;

    internal JobRun(Job job, IJobRuns runs, CancellationToken cancellation)
    {
        _job = job;
        _output = new GZipStream(
            new JobParts(runs, new JobAttempt(job.Id, job.Attempt), cancellation),
            CompressionLevel.Optimal
        );
    }

    /// <summary>The result. It is visible to the caller when the job is done.</summary>
    public Stream Output => _output;

    /// <summary>The media type of the result; null for a job without a result.</summary>
    public string? ContentType { get; set; }

    internal JobProgress Progress
    {
        get
        {
            var total = Volatile.Read(ref _total);
            return new JobProgress(Volatile.Read(ref _done), total < 0 ? null : total);
        }
    }

    /// <summary>The parameters of the job.</summary>
    public T Read<T>() =>
        JsonSerializer.Deserialize<T>(_job.Request, JobJson.Options)
        ?? throw new InvalidDataException($"The job {_job.Id} has no parameters.");

    /// <summary>Sets the progress, which is stored every few seconds. It costs next to nothing.</summary>
    public void Report(long done, long? total = null)
    {
        Volatile.Write(ref _done, done);
        Volatile.Write(ref _total, total ?? -1);
    }

    /// <summary>Writes a result of JSON.</summary>
    public async Task WriteAsync<T>(T result, CancellationToken cancellation)
    {
        ContentType = JobJson.ContentType;
        await JsonSerializer.SerializeAsync(Output, result, JobJson.Options, cancellation);
    }

    /// <summary>Stores the end of the result.</summary>
    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
