using System.Runtime.CompilerServices;

namespace Rollouts.Integrations.Tests.Outside.Aws;

/// <summary>
/// No test finds the credentials of whoever runs it, or asks a cloud for some. The AWS SDK looks only once where its
/// files are, so this is said before anything else.
/// </summary>
internal static class NobodysAws
{
    private static readonly string Credentials = Path.Combine(AppContext.BaseDirectory, "aws-credentials");

    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "aws-config");

    [ModuleInitializer]
    internal static void Hide()
    {
        File.WriteAllText(
            Credentials,
            "[somebody]\naws_access_key_id = id-first\naws_secret_access_key = secret-first\n"
        );
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Credentials);

        // Empty and not absent: the SDK does not look again at a file that was absent.
        File.WriteAllText(Config, "");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", Config);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
