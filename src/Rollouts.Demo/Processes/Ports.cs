using System.Net;
using System.Net.Sockets;

namespace Rollouts.Demo.Processes;

/// <summary>Finds free ports of the loopback interface.</summary>
internal static class Ports
{
    /// <summary>Returns distinct ports. All are held until the last is known.</summary>
    public static int[] Free(int count)
    {
        var doors = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            doors.ForEach(inbox => inbox.Start());
            return [.. doors.Select(inbox => ((IPEndPoint)inbox.LocalEndpoint).Port)];
        }
        finally
        {
            doors.ForEach(inbox => inbox.Dispose());
        }
    }
}
