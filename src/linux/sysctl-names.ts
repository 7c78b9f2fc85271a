/** Documentation/networking/ip-sysctl.rst, and what a kernel has that is built with all of it; those that Linux once had, too. */
const IPV4: readonly string[] = (
  "cipso_cache_bucket_size cipso_cache_enable cipso_rbm_optfmt cipso_rbm_strictvalid conf fib_multipath_hash_fields " +
  "fib_multipath_hash_policy fib_multipath_hash_seed fib_multipath_use_neigh fib_notify_on_flag_change fib_sync_mem fwmark_reflect " +
  "icmp_destunreach_rate icmp_echo_enable_probe icmp_echo_ignore_all icmp_echo_ignore_broadcasts icmp_echoreply_rate " +
  "icmp_errors_use_inbound_ifaddr icmp_ignore_bogus_error_responses icmp_msgs_burst icmp_msgs_per_sec icmp_paramprob_rate " +
  "icmp_ratelimit icmp_ratemask icmp_timeexceed_rate igmp_link_local_mcast_reports igmp_max_memberships igmp_max_msf igmp_qrv " +
  "inet_peer_gc_maxtime inet_peer_gc_mintime inet_peer_maxttl inet_peer_minttl inet_peer_threshold ip_always_defrag ip_autobind_reuse " +
  "ip_conntrack_max ip_conntrack_tcp_be_liberal ip_default_ttl ip_dynaddr ip_early_demux ip_forward ip_forward_update_priority " +
  "ip_forward_use_pmtu ip_local_port_range ip_local_reserved_ports ip_no_pmtu_disc ip_nonlocal_bind ip_unprivileged_port_start " +
  "ipfrag_high_thresh ipfrag_low_thresh ipfrag_max_dist ipfrag_secret_interval ipfrag_time neigh netfilter nexthop_compat_mode " +
  "ping_group_range raw_l3mdev_accept route rt_cache_rebuild_count tcp_abc tcp_abort_on_overflow tcp_adv_win_scale " +
  "tcp_allowed_congestion_control tcp_app_win tcp_autocorking tcp_available_congestion_control tcp_available_ulp " +
  "tcp_backlog_ack_defer tcp_base_mss tcp_bic tcp_challenge_ack_limit tcp_child_ehash_entries tcp_comp_sack_delay_ns tcp_comp_sack_nr " +
  "tcp_comp_sack_slack_ns tcp_congestion_control tcp_cookie_size tcp_default_init_rwnd tcp_delack_seg tcp_dma_copybreak tcp_dsack " +
  "tcp_early_demux tcp_early_retrans tcp_ecn tcp_ecn_fallback tcp_ecn_option tcp_ecn_option_beacon tcp_ehash_entries tcp_fack " +
  "tcp_fastopen tcp_fastopen_blackhole_timeout_sec tcp_fastopen_key tcp_fin_timeout tcp_frto tcp_frto_response tcp_fwmark_accept " +
  "tcp_invalid_ratelimit tcp_keepalive_intvl tcp_keepalive_probes tcp_keepalive_time tcp_l3mdev_accept tcp_limit_output_bytes " +
  "tcp_low_latency tcp_max_orphans tcp_max_reordering tcp_max_rto tcp_max_ssthresh tcp_max_syn_backlog tcp_max_tw_buckets tcp_mem " +
  "tcp_migrate_req tcp_min_rto tcp_min_rtt_wlen tcp_min_snd_mss tcp_min_tso_segs tcp_moderate_rcvbuf tcp_mtu_probe_floor " +
  "tcp_mtu_probing tcp_no_metrics_save tcp_no_ssthresh_metrics_save tcp_notsent_lowat tcp_orphan_retries tcp_pacing_ca_ratio " +
  "tcp_pacing_ss_ratio tcp_pingpong_thresh tcp_plb_cong_thresh tcp_plb_enabled tcp_plb_idle_rehash_rounds tcp_plb_rehash_rounds " +
  "tcp_plb_suspend_rto_sec tcp_probe_interval tcp_probe_threshold tcp_recovery tcp_reflect_tos tcp_reordering tcp_retrans_collapse " +
  "tcp_retries1 tcp_retries2 tcp_rfc1337 tcp_rmem tcp_rto_max_ms tcp_rto_min_us tcp_sack tcp_shrink_window tcp_slow_start_after_idle " +
  "tcp_stdurg tcp_syn_linear_timeouts tcp_syn_retries tcp_synack_retries tcp_syncookies tcp_thin_dupack tcp_thin_linear_timeouts " +
  "tcp_timestamps tcp_tso_rtt_log tcp_tso_win_divisor tcp_tw_recycle tcp_tw_reuse tcp_tw_reuse_delay tcp_use_userconfig " +
  "tcp_vegas_cong_avoid tcp_westwood tcp_window_scaling tcp_wmem tcp_workaround_signed_windows udp_child_hash_entries udp_early_demux " +
  "udp_hash_entries udp_l3mdev_accept udp_mem udp_rmem_min udp_wmem_min vs xfrm4_gc_thresh"
).split(" ");

/** Below conf/INTERFACE of IPv4. */
const IPV4_INTERFACE: readonly string[] = (
  "accept_local accept_redirects accept_source_route arp_accept arp_announce arp_evict_nocarrier arp_filter arp_ignore arp_notify " +
  "bc_forwarding bootp_relay cache_flush disable_policy disable_xfrm drop_gratuitous_arp drop_unicast_in_l2_multicast " +
  "force_igmp_version forwarding igmpv2_unsolicited_report_interval igmpv3_unsolicited_report_interval ignore_routes_with_linkdown " +
  "log_martians mc_forwarding medium_id promote_secondaries proxy_arp proxy_arp_pvlan route_localnet rp_filter secure_redirects " +
  "send_redirects shared_media src_valid_mark tag"
).split(" ");

/** Below conf/INTERFACE of IPv6. */
const IPV6_INTERFACE: readonly string[] = (
  "accept_dad accept_ra accept_ra_defrtr accept_ra_from_local accept_ra_min_hop_limit accept_ra_min_lft accept_ra_mtu accept_ra_pinfo " +
  "accept_ra_rt_info_max_plen accept_ra_rt_info_min_plen accept_ra_rt_table accept_ra_rtr_pref accept_redirects accept_source_route " +
  "accept_untracked_na addr_gen_mode autoconf dad_transmits disable_ipv6 disable_policy drop_unicast_in_l2_multicast " +
  "drop_unsolicited_na enhanced_dad force_forwarding force_mld_version force_tllao forwarding hop_limit ignore_routes_with_linkdown " +
  "ioam6_enabled ioam6_id ioam6_id_wide keep_addr_on_down max_addresses max_desync_factor mc_forwarding " +
  "mldv1_unsolicited_report_interval mldv2_unsolicited_report_interval mtu ndisc_evict_nocarrier ndisc_notify ndisc_tclass " +
  "optimistic_dad proxy_ndp ra_defrtr_metric ra_honor_pio_life ra_honor_pio_pflag regen_max_retry regen_min_advance " +
  "router_probe_interval router_solicitation_delay router_solicitation_interval router_solicitation_max_interval router_solicitations " +
  "rpl_seg_enabled seg6_enabled seg6_require_hmac stable_secret suppress_frag_ndisc temp_prefered_lft temp_valid_lft " +
  "use_oif_addrs_only use_optimistic use_tempaddr"
).split(" ");

/** The last part of a sysctl's name, and all that may stand in its place; nothing of those whose names nobody has a list of. */
export const sysctlNames = (name: string): { readonly last: string; readonly names: readonly string[] } | undefined => {
  const [, begin = "", last] = /^(net\.ipv4\.|net\.ipv[46]\.conf\.[^./]+\.)(\w+)$/.exec(name) ?? [];
  if (last === undefined) return undefined;
  return { last, names: begin === "net.ipv4." ? IPV4 : begin.startsWith("net.ipv4.") ? IPV4_INTERFACE : IPV6_INTERFACE };
};
