using System.Security.Cryptography;
using System.Text;

namespace Rollouts.Cli.Rollouts;

/// <summary>Makes idempotency keys from values that are the same at each attempt.</summary>
internal static class RequestKeys
{
    private const int LongestRun = 100;

    /// <summary>A key that names the run, and distinguishes several starts of one run.</summary>
    public static string Of(string run, params string[] parts)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        var plain = new string([.. run.Where(c => c is > ' ' and <= '~').Take(LongestRun)]);
        return $"{plain}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
    }
}
