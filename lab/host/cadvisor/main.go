// Cadvisor is Google's cAdvisor as a kubelet embeds it: its library, with the kubelet's labels and the kubelet's pace.
package main

import (
	"encoding/json"
	"flag"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/google/cadvisor/cache/memory"
	"github.com/google/cadvisor/container"
	v1 "github.com/google/cadvisor/info/v1"
	v2 "github.com/google/cadvisor/info/v2"
	"github.com/google/cadvisor/manager"
	"github.com/google/cadvisor/metrics"
	"github.com/google/cadvisor/utils/sysfs"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"k8s.io/utils/clock"
)

// kubeletLabels are the labels beside id (K32 server/server.go:1163-1198); empty ones are written too.
var kubeletLabels = []string{"image", "name", "namespace", "pod", "container"}

func main() {
	address := flag.String("listen", "127.0.0.1:0", "address to listen on")
	names := flag.String("names", "", "JSON file with the labels of each cgroup, read anew at each scrape")
	below := flag.String("below", "/kubepods", "cgroup whose tree is read, beside the root")
	flag.Parse()

	included := container.MetricSet{
		container.MemoryUsageMetrics: {},
		container.OOMMetrics:         {},
		container.PressureMetrics:    {},
	}
	// The kubelet's own: every 10 s, up to 15 s where nothing moves (K32 cadvisor/cadvisor_linux.go:52-55).
	slowest, dynamic := 15*time.Second, true
	if err := flag.Set("housekeeping_interval", "10s"); err != nil {
		log.Fatal(err)
	}
	watched, err := manager.New(
		memory.New(2*time.Minute, nil), sysfs.NewRealSysFs(),
		manager.HousekeepingConfig{Interval: &slowest, AllowDynamic: &dynamic},
		included, http.DefaultClient, []string{*below}, nil, "", 0,
	)
	if err != nil {
		log.Fatal(err)
	}
	if err := watched.Start(); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/metrics/cadvisor", func(w http.ResponseWriter, r *http.Request) {
		registry := prometheus.NewRegistry()
		registry.MustRegister(
			metrics.NewPrometheusCollector(watched, labelsFrom(*names), included, clock.RealClock{},
				v2.RequestOptions{IdType: v2.TypeName, Count: 1, Recursive: true}),
			metrics.NewPrometheusMachineCollector(watched, included),
		)
		promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}).ServeHTTP(w, r)
	})
	log.Fatal(http.ListenAndServe(*address, nil))
}

// labelsFrom names a cgroup as the kubelet does, by what the pods' file says of its path.
func labelsFrom(file string) metrics.ContainerLabelsFunc {
	known := map[string]map[string]string{}
	if text, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(text, &known); err != nil {
			log.Print(err)
		}
	}
	return func(of *v1.ContainerInfo) map[string]string {
		labels := map[string]string{metrics.LabelID: of.Name}
		for _, label := range kubeletLabels {
			labels[label] = strings.ToValidUTF8(known[of.Name][label], "")
		}
		return labels
	}
}
