using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Rollouts.Hosting;

/// <summary>The address of a worker's health and metrics pages.</summary>
public sealed class ListenAddress
{
    private readonly Uri _uri;

    private ListenAddress(Uri uri) => _uri = uri;

    public string Url => _uri.GetLeftPart(UriPartial.Authority);

    /// <exception cref="HostRefusedException">The text is not an address to listen on.</exception>
    public static ListenAddress Of(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttp
            || uri.AbsolutePath != "/"
            || !(uri.IsLoopback || IPAddress.TryParse(uri.DnsSafeHost, out _))
        )
        {
            throw new HostRefusedException(
                $"--listen: '{text}' is no address to listen on; write it as http://127.0.0.1:9464, with an IP address "
                    + "of this machine, 0.0.0.0 for all of them, and port 0 for any that is free"
            );
        }

        var address = new ListenAddress(uri);
        address.Try();
        return address;
    }

    /// <exception cref="HostRefusedException">Another process already listens on the address.</exception>
    public async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw Taken(exception);
        }
    }

    // The web server starts to listen last, when the worker already runs. A bad address must be refused before that.
    private void Try()
    {
        var host = IPAddress.TryParse(_uri.DnsSafeHost, out var address) ? address : IPAddress.Loopback;
        try
        {
            using var inbox = new TcpListener(host, _uri.Port);
            inbox.Start();
        }
        catch (SocketException exception)
        {
            throw Taken(exception);
        }
    }

    private HostRefusedException Taken(Exception exception) =>
        new($"--listen: nothing can listen on {Url}: {exception.Message}. Name another address, or port 0 for any");
}
