using Microsoft.Extensions.Logging;

namespace Rollouts.Worker.Hosting;

/// <summary>How much is logged, and how it looks.</summary>
/// <param name="ToErrors">Whether it goes to standard error, where something else is told on standard output.</param>
internal sealed record LogSettings(LogForm Form, LogLevel Level, bool ToErrors)
{
    /// <summary>The environment variable that says how much.</summary>
    private const string Variable = "ROLLOUTS_LOG";

    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static LogSettings Quiet { get; } = new(LogForm.Text, LogLevel.Warning, ToErrors: true);

    /// <exception cref="HostRefusedException">The environment asks for a level that there is not.</exception>
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
        // What the web server has to say of itself is nobody's news.
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
