import { Lines, type Exporter } from './exposition';
import type { Machine } from './machine';

const MiB = 1024 * 1024;

/** node_exporter: /proc/meminfo, /proc/vmstat and memory pressure, read at the moment of the scrape. */
export function nodeExporter(machine: Machine, skew: number): Exporter {
  const lines = new Lines();
  const { kernel, schedule } = machine;
  return (push) => {
    const gauge = (name: string, value: number) =>
      push(
        lines.get(name, '', () => ({})),
        value
      );
    const { anon, inactiveFile, activeFile, stalled } = kernel.root;
    const buffers = Math.min(24 * MiB, activeFile);
    const slab = kernel.kernelMemory() * 0.7;
    gauge('node_memory_MemTotal_bytes', kernel.memTotal);
    gauge('node_memory_MemFree_bytes', kernel.free());
    gauge('node_memory_MemAvailable_bytes', Math.max(0, kernel.free() + 0.9 * (inactiveFile + activeFile) - 40 * MiB));
    gauge('node_memory_AnonPages_bytes', anon);
    gauge('node_memory_Cached_bytes', inactiveFile + activeFile - buffers);
    gauge('node_memory_Buffers_bytes', buffers);
    gauge('node_memory_SwapCached_bytes', 0);
    gauge('node_memory_SwapTotal_bytes', machine.spec.swap);
    gauge('node_memory_SwapFree_bytes', kernel.swapFree());
    gauge('node_memory_Active_file_bytes', activeFile);
    gauge('node_memory_Inactive_file_bytes', inactiveFile);
    gauge('node_memory_Slab_bytes', slab);
    gauge('node_memory_PageTables_bytes', kernel.kernelMemory() * 0.15);
    gauge('node_memory_KernelStack_bytes', kernel.kernelMemory() * 0.1);
    gauge('node_vmstat_oom_kill', kernel.oomKillCount);
    gauge('node_boot_time_seconds', Math.round((kernel.bootedAt + skew) / 1000));
    gauge('node_time_seconds', (schedule.now() + skew) / 1000);
    gauge('node_pressure_memory_waiting_seconds_total', stalled);
    gauge('node_pressure_memory_stalled_seconds_total', stalled * 0.8);
  };
}
