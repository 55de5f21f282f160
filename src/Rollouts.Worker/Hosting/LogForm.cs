namespace Rollouts.Worker.Hosting;

/// <summary>How the log is written.</summary>
internal enum LogForm
{
    /// <summary>A line each, for people.</summary>
    Text,

    /// <summary>A JSON object each, for whoever gathers logs.</summary>
    Json,
}
