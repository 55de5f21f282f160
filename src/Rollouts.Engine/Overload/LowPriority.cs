using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Rollouts.Engine.Overload;

/// <summary>
/// Runs work for which only its caller waits on its own thread with the lowest priority, because the worker in the same
/// process drives rollouts.
/// </summary>
public static class LowPriority
{
    private const int Lowest = 19;

    /// <summary>On Linux this sets the priority of the calling thread, for the process and the id 0.</summary>
    private static readonly SetPriority? OfThread = Find();

    private delegate int SetPriority(int which, uint who, int priority);

    public static async Task<T> RunAsync<T>(string name, Func<T> work)
    {
        using var ended = new ManualResetEvent(initialState: false);
        var result = default(Func<T>)!;
        var thread = new Thread(() =>
        {
            OfThread?.Invoke(0, 0, Lowest);
            result = Outcome(work);
            ended.Set();
        })
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
        await WaitAsync(ended);
        return result();
    }

    private static Func<T> Outcome<T>(Func<T> work)
    {
        try
        {
            var done = work();
            return () => done;
        }
        // Rethrown for the caller, because an exception that leaves a thread ends the process.
        catch (Exception failed)
        {
            var kept = ExceptionDispatchInfo.Capture(failed);
            return () =>
            {
                kept.Throw();
                throw new System.Diagnostics.UnreachableException();
            };
        }
    }

    // A thread inherits the priority of the thread that starts it. Completing a task here could start a thread of the
    // pool.
    private static async Task WaitAsync(ManualResetEvent ended)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wait = ThreadPool.RegisterWaitForSingleObject(
            ended,
            (_, _) => done.SetResult(),
            state: null,
            Timeout.Infinite,
            executeOnlyOnce: true
        );
        await done.Task;
        wait.Unregister(waitObject: null);
    }

    // .NET does not set the priority of a thread on Linux.
    private static SetPriority? Find() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "setpriority", out var found)
            ? Marshal.GetDelegateForFunctionPointer<SetPriority>(found)
            : null;
}
