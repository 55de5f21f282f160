using System.CommandLine;

namespace Rollouts.Cli.Server;

/// <summary>The options for the server and the credential.</summary>
internal sealed class ServerOptions
{
    public const string AddressVariable = "ROLLOUTS_URL";
    public const string KeyVariable = "ROLLOUTS_KEY";
    public const string KeyFileVariable = "ROLLOUTS_KEY_FILE";

    private readonly Option<string?> _address = new("--server")
    {
        Description = $"The server's address. Default: {AddressVariable}, then the server of 'rollouts login'.",
        HelpName = "url",
    };

    private readonly Option<FileInfo?> _keyFile = new("--key-file")
    {
        Description =
            $"A file that holds the API key. Default: {KeyVariable}, {KeyFileVariable}, then the session of "
            + "'rollouts login'.",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Add(_address);
        command.Add(_keyFile);
    }

    /// <summary>Finds the server and the credential, without connecting.</summary>
    public ServerClient Open(ParseResult parsed)
    {
        var session = Credentials.Newest();
        var address =
            parsed.GetValue(_address)
            ?? Environment.GetEnvironmentVariable(AddressVariable)
            ?? session?.Server
            ?? throw new CommandFailedException(
                ExitCodes.Usage,
                $"No server is named. Set {AddressVariable}, give --server, or sign in with 'rollouts login'."
            );
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CommandFailedException(
                ExitCodes.Usage,
                $"'{address}' is not the address of a server. Give a URL such as https://rollouts.example.com."
            );
        }

        return new ServerClient(url, Credentials.Find(parsed.GetValue(_keyFile), url));
    }
}
