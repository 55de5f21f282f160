using System.Diagnostics;

namespace Rollouts.Testing;

/// <summary>Runs one of the programs under tests/clients, which others wrote and which judge what we write.</summary>
public static class NodeClient
{
    private static readonly string Folder = Repository.PathOf("tests", "clients");

    /// <summary>Its output, line by line. A client that is not installed fails the test that wants it.</summary>
    public static async Task<string[]> RunAsync(string script, IEnumerable<string> input, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException(
                "The test clients are not installed: run ./test once, or 'npm ci' in tests/clients."
            );
        }

        using var node = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var line in input)
        {
            await node.StandardInput.WriteLineAsync(line);
        }

        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} exited with {node.ExitCode}: {await errors}");
    }
}
