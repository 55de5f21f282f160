using Microsoft.Extensions.Logging;

namespace Rollouts.Hosting;

/// <summary>The level and the format of the log.</summary>
/// <param name="ToErrors">Whether the log goes to standard error, because standard output has other content.</param>
public sealed record LogSettings(LogForm Form, LogLevel Level, bool ToErrors)
{
    /// <summary>The environment variable with the level.</summary>
    private const string Variable = "ROLLOUTS_LOG";

    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static LogSettings Quiet { get; } = new(LogForm.Text, LogLevel.Warning, ToErrors: true);

    /// <exception cref="HostRefusedException">The environment variable names an unknown level.</exception>
    public static LogSettings Of(LogForm form, LogLevel usual, bool toErrors)
    {
        var asked = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(asked))
        {
            return new LogSettings(form, usual, toErrors);
        }

        return Enum.TryParse<LogLevel>(asked, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? new LogSettings(form, level, toErrors)
            : throw new HostRefusedException(
                $"{Variable}: '{asked}' is no level: {string.Join(", ", Enum.GetNames<LogLevel>()).ToLowerInvariant()}"
            );
    }

    public void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders().SetMinimumLevel(Level);
        // Information from the web server's own log is of no use to operators.
        logging.AddFilter("Microsoft", Level > LogLevel.Warning ? Level : LogLevel.Warning);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = ToErrors ? LogLevel.Trace : LogLevel.None);
        if (Form == LogForm.Json)
        {
            logging.AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp) = (Stamp.Trim(), true));
        }
        else
        {
            logging.AddSimpleConsole(text =>
                (text.SingleLine, text.TimestampFormat, text.UseUtcTimestamp) = (true, Stamp, true)
            );
        }
    }
}
