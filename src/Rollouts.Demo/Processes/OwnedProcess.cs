using System.Diagnostics;

namespace Rollouts.Demo.Processes;

/// <summary>
/// A program that the demo started. It is tied to a pipe of this process, so that it ends even if this process is
/// killed. No other process is ever affected.
/// </summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    private const int KeptLines = 40;

    // Ctrl-C reaches all processes of a terminal. Only the demo handles it, and then ends its programs in order.
    private const string Tether = """
        trap '' INT
        exec 3<&0
        "$@" 3<&- </dev/null & child=$!
        (cat <&3; kill $child) >/dev/null 2>&1 & watch=$!
        wait $child; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _shell;
    private readonly Queue<string> _said = new();

    private readonly Action<string>? _say;

    private OwnedProcess(Process shell, Action<string>? say)
    {
        (_shell, _say) = (shell, say);
        shell.OutputDataReceived += (_, line) => Keep(line.Data);
        shell.ErrorDataReceived += (_, line) => Keep(line.Data);
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    /// <summary>The last lines of its output.</summary>
    public string LastWords
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    public bool HasEnded => _shell.HasExited;

    /// <summary>Available once it has ended.</summary>
    public int ExitCode => _shell.ExitCode;

    /// <param name="say">Called with each line of its output.</param>
    public static OwnedProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? say = null
    )
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Tether, "tether", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new OwnedProcess(Process.Start(start)!, say);
    }

    /// <summary>Waits until it is ready.</summary>
    /// <exception cref="DemoFailedException">It ended instead, or took too long.</exception>
    public async Task ReadyAsync(
        string name,
        Func<CancellationToken, Task<bool>> isReady,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        if (!await Wait.UntilAsync(async token => HasEnded || await isReady(token), longest, cancellation))
        {
            throw new DemoFailedException($"{name} was not ready after {longest.TotalSeconds} s:\n{LastWords}");
        }

        if (HasEnded)
        {
            await EndedAsync(cancellation);
            throw new DemoFailedException($"{name} ended before it was ready:\n{LastWords}");
        }
    }

    public Task EndedAsync(CancellationToken cancellation) => _shell.WaitForExitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await EndedAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            _shell.Kill(entireProcessTree: true);
        }

        _shell.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > KeptLines)
            {
                _said.Dequeue();
            }
        }

        _say?.Invoke(line);
    }
}
