using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Servers;

/// <summary>A real mail server on the loopback (the npm package smtp-server), which keeps what it takes.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private const string Mark = "mail ";

    private readonly ServerProcess _process;

    private MailServer(int port, ServerProcess process) => (Port, _process) = (port, process);

    public int Port { get; }

    /// <summary>The messages, each as the npm package mailparser reads it.</summary>
    public IReadOnlyList<JsonObject> Mails =>
        [
            .. _process
                .Output.Split('\n')
                .Where(line => line.StartsWith(Mark, StringComparison.Ordinal))
                .Select(line => JsonNode.Parse(line[Mark.Length..])!.AsObject()),
        ];

    /// <param name="security"><c>none</c>, <c>startTls</c> or <c>tls</c>.</param>
    /// <param name="certificate">PEM files of the certificate and its key.</param>
    /// <param name="login">The one user and his password; null if the server asks for none.</param>
    public static async Task<MailServer> StartAsync(
        string security = "none",
        (string Certificate, string Key)? certificate = null,
        (string User, string Password)? login = null,
        int? port = null
    )
    {
        var at = port ?? Ports.Lasting(1)[0];
        var settings = JsonSerializer.Serialize(
            new
            {
                port = at,
                security,
                certificate = certificate?.Certificate,
                key = certificate?.Key,
                user = login?.User,
                password = login?.Password,
            }
        );
        var process = await ServerProcess.StartAsync(
            "node",
            [Repository.PathOf("tests", "clients", "mail.mjs"), settings],
            () => AnswersAsync(at),
            TimeSpan.FromSeconds(60)
        );
        return new MailServer(at, process);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
