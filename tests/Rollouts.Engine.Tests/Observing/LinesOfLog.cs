using Microsoft.Extensions.Logging;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>A log whose lines are kept.</summary>
internal sealed class LinesOfLog<T> : ILogger<T>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Add($"{eventId.Id} {formatter(state, exception)}");
}
