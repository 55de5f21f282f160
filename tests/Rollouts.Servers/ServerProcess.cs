using System.Diagnostics;
using System.Text;

namespace Rollouts.Servers;

/// <summary>
/// A server that a test has started, and that ends with the test: it hangs on a pipe of ours, so that it goes even
/// where the test's own process is killed. No other process is ever touched.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    // The shell says what its one child is called, waits for the pipe to break, and then ends the child.
    private const string Tether = """
        exec 3<&0
        "$@" 3<&- & child=$!
        echo $child
        (cat <&3; kill -9 $child) >/dev/null 2>&1 & watch=$!
        wait $child; code=$?
        kill $watch 2>/dev/null
        exit $code
        """;

    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];

    private readonly Process _shell;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<int> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process shell)
    {
        _shell = shell;
        shell.OutputDataReceived += (_, line) => Keep(line.Data);
        shell.ErrorDataReceived += (_, line) => Keep(line.Data);
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Whether the server itself has ended.</summary>
    public bool HasEnded => _shell.HasExited;

    public Task EndedAsync() => _shell.WaitForExitAsync();

    /// <param name="signal">As <c>kill</c> calls it: <c>KILL</c>, <c>STOP</c>, <c>CONT</c>, <c>TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {await _id.Task}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts a program of a Debian package and waits until it is ready.</summary>
    /// <param name="longest">How long that may take, where it is more than usual.</param>
    public static async Task<ServerProcess> StartAsync(
        string program,
        IReadOnlyList<string> arguments,
        Func<Task<bool>> isReady,
        TimeSpan? longest = null
    )
    {
        var path =
            Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"'{program}' is not installed: run ./test once, or 'apt-get install --no-install-recommends {program}'."
            );
        var server = new ServerProcess(
            Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", Tether, "tether", path, .. arguments])
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );
        try
        {
            await Eventually.IsAsync(
                async () => server._shell.HasExited ? throw server.Ended(program) : await isReady(),
                $"{program} to be ready",
                longest
            );
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private InvalidOperationException Ended(string program) =>
        new($"{program} ended with {_shell.ExitCode} before it was ready:\n{Output}");

    private void Keep(string? line)
    {
        if (!_id.Task.IsCompleted && int.TryParse(line, out var id))
        {
            _id.SetResult(id);
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
