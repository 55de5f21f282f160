using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Secrets;

/// <summary>Resolves secret references.</summary>
internal static class SecretReader
{
    /// <summary>No password or token is longer; a file that is was named by mistake.</summary>
    private const int MostCharacters = 16 * 1024;

    public static async Task<Answer<string>> ReadAsync(Secret secret, CancellationToken cancellation)
    {
        if (secret is Secret.Elsewhere { Place: var place })
        {
            var answer = await place.ReadAsync(cancellation).ConfigureAwait(false);
            return answer.TryGet(out var found, out var fault) ? Checked(secret, found) : fault;
        }

        try
        {
            return Checked(secret, await LookUpAsync(secret, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Fault(FaultKind.Denied, $"the secret in {secret} is not there");
        }
        catch (UnauthorizedAccessException)
        {
            return new Fault(FaultKind.Denied, $"the secret in {secret} may not be read by this process");
        }
        catch (IOException e)
        {
            // The volume may be in the middle of a remount, so a retry may succeed.
            return new Fault(FaultKind.Broken, $"the secret in {secret} cannot be read now: {e.Message}");
        }
    }

    private static async Task<string> LookUpAsync(Secret secret, CancellationToken cancellation)
    {
        switch (secret)
        {
            case Secret.InFile { Path: var path }:
                var room = new char[MostCharacters + 1];
                using (var file = new StreamReader(path))
                {
                    var read = await file.ReadBlockAsync(room, cancellation).ConfigureAwait(false);
                    return new string(room, 0, read);
                }

            case Secret.InVariable { Name: var name }:
                return Environment.GetEnvironmentVariable(name) ?? "";
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // Editors end a file with a line break; no password does.
    private static Answer<string> Checked(Secret secret, string found) =>
        found.Length > MostCharacters ? new Fault(FaultKind.Denied, $"the secret in {secret} is too long to be one")
        : found.TrimEnd('\r', '\n') is not { Length: > 0 } value
            ? new Fault(FaultKind.Denied, $"the secret in {secret} is empty")
        : value.Any(char.IsControl) ? new Fault(FaultKind.Denied, $"the secret in {secret} has more than one line")
        : value;
}
